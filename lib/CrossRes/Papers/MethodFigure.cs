using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Results;
using Plotly.NET.CSharp;
using GenericChart = Plotly.NET.GenericChart;

namespace CrossRes.Papers;

/// <summary>The picture of a table that compares methods, made from the parts of its rows.</summary>
internal static class MethodFigure
{
    /// <summary>
    /// What each method reaches: a group of bars for each student, a colour for each method, a line for the teacher.
    /// </summary>
    internal static GenericChart Scores(Experiment experiment, IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row, r => r.Result.Last);
        var (students, rows) = (Students(experiment), Taught(experiment));
        string[] labels = [.. students.Select(s => s.Name)];
        var spread = byRow.Any(row => row.Count() > 1);
        var bars = from method in rows.Select(r => r.Method).Distinct()
                   let scores = students.Select(s => Scores(rows.Find(r => r.Method == method && r.Student == s)))
                       .ToArray()
                   select Plot.Bars(method.Name, labels, scores.Select(Mean), spread ? scores.Select(Std) : null);
        var teachers = from row in experiment.Trainable
                       where row.Role == Role.Teacher && byRow[row.Key].Any()
                       let score = Mean([.. byRow[row.Key]])
                       select Plot.Line($"teacher, {row.Student!.Name}", labels, labels.Select(_ => score));
        return Plot.Figure(Title(runs), Plot.Axis("network and input"),
            Plot.Axis(Score(runs), range: FromZero(byRow)),
            [.. bars, .. teachers])
            .WithSize(Width: 960);

        double[] Scores(Row? row) => row is null ? [] : [.. byRow[row.Key]];
    }

    /// <summary>
    /// What each method adds to the same student without a teacher, seed by seed; a colour for each student.
    /// </summary>
    internal static GenericChart Gains(Experiment experiment, IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row);
        var rows = Taught(experiment).FindAll(r =>
            r.Method != Method.Alone && experiment.Alone(r) is not null && byRow[r.Key].Any());
        var methods = rows.Select(r => r.Method).Distinct().ToList();
        return Plot.Figure(
            $"What each method adds to a student without a teacher<br>{Title(runs)}", "method",
            "points of top-1 accuracy",
            from student in rows.Select(r => r.Student!).Distinct()
            let gains = methods.Select(m => Gains(rows.Find(r => r.Method == m && r.Student == student))).ToArray()
            select Plot.Bars(student.Name, methods.Select(m => m.Name), gains.Select(Mean),
                gains.All(g => g.Length > 1) ? gains.Select(Std) : null)).WithSize(Width: 960);

        double[] Gains(Row? row) => row is null ? [] : Differences(byRow, row, experiment.Alone(row)!);
    }

    /// <summary>What each row reaches, from the lowest to the highest.</summary>
    internal static GenericChart Rows(Experiment experiment, IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row, r => r.Result.Last);
        var rows = experiment.Trainable.Where(r => byRow[r.Key].Any())
            .Select(r => (r.Key, Scores: byRow[r.Key].ToArray())).OrderBy(r => Mean(r.Scores)).ToList();
        return Plot.Figure(Title(runs), Plot.Axis("row"), Plot.Axis(Score(runs), range: FromZero(byRow)),
            Plot.Bars("last epoch", rows.Select(r => r.Key), rows.Select(r => Mean(r.Scores)),
                rows.Exists(r => r.Scores.Length > 1) ? rows.Select(r => Std(r.Scores)) : null)).WithSize(Width: 960);
    }

    /// <summary>A percentage's axis: from zero to a little above what was reached, with room for the bars.</summary>
    private static (double, double) FromZero(ILookup<string, double> byRow) =>
        (0, Math.Clamp(1.15 * byRow.SelectMany(v => v).Max(), 10, 100));

    /// <summary>Data, scale and seeds in one line.</summary>
    internal static string Title(IReadOnlyList<RunRecord> runs)
    {
        var (run, seeds) = (runs[0], runs.Select(r => r.Seed).Distinct().Count());
        // a teacher that all seeds share has one run
        var fewest = runs.GroupBy(r => r.Row).Select(row => row.Count()).Where(n => n > 1).DefaultIfEmpty(seeds).Min();
        return $"{run.Data.Name} ({run.Data.Origin}), {run.Setting()}, n = "
            + (fewest < seeds ? $"{fewest} to {seeds}" : $"{seeds}")
            + (seeds > 1 ? ", bars: standard deviation" : "");
    }

    /// <summary>One row's last score minus another's, of runs with the same seed.</summary>
    internal static double[] Differences(ILookup<string, RunRecord> byRow, Row row, Row other) =>
        [.. from run in byRow[row.Key]
            join same in byRow[other.Key] on run.Seed equals same.Seed
            select run.Result.Last - same.Result.Last];

    private static List<Row> Taught(Experiment experiment) =>
        [.. experiment.Trainable.Where(r => r.Role != Role.Teacher)];

    private static Student[] Students(Experiment experiment) =>
        [.. Taught(experiment).Select(r => r.Student!).Distinct()];

    private static string Score(IReadOnlyList<RunRecord> runs) => $"{runs[0].Result.Score} after the last epoch, %";

    private static double Mean(double[] values) => values.DefaultIfEmpty(double.NaN).Average();

    private static double Std(double[] values) => values.Length > 1 ? Statistics.SampleStd(values) : double.NaN;
}
