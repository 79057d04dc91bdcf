using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Results;
using Plotly.NET.CSharp;
using GenericChart = Plotly.NET.GenericChart;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// HORKD, Figure 3: students of one network over the resolution, taught by the teacher directly or through the
/// assistant.
/// </summary>
public static class HorkdFigure3
{
    /// <summary>One stage and two.</summary>
    internal static IReadOnlyList<(Method Method, string Name)> Ways { get; } =
    [
        (Methods.Direct, "one stage: teacher → student"), (Methods.Our, "two stages: teacher → assistant → student"),
    ];

    /// <summary>One experiment for each set; the rows are Table 4's, and trained once for both.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [.. MetricSet.All.Select(Define)];

    /// <exception cref="ArgumentException">There is no such set; the message names all.</exception>
    public static Experiment On(string set) =>
        All.FirstOrDefault(e => e.Key == $"figure3-{set}")
        ?? throw new ArgumentException(
            $"Figure 3 has no set {set}; it has {string.Join(", ", MetricSet.All.Select(s => s.Key))}");

    /// <summary>Last minus last of runs with the same seed, by side: what the assistant adds.</summary>
    public static IReadOnlyList<(int Side, IReadOnlyList<double> Gains)> Gains(IReadOnlyList<RunRecord> runs)
    {
        var (experiment, byRow) = (All[0], runs.ToLookup(r => r.Row)); // rows are called the same for every set
        return
        [
            .. from two in experiment.Trainable
               where two.Method == Methods.Our
               from one in experiment.Trainable
               where one.Method == Methods.Direct && one.Student == two.Student
               select (two.Resolution, (IReadOnlyList<double>)MethodFigure.Differences(byRow, two, one)),
        ];
    }

    private static Experiment Define(MetricSet set) => HorkdTable4.On(set.Key) with
    {
        Key = $"figure3-{set.Key}",
        Title = $"HORKD Figure 3: {set.Name}",
        Notebook = "06-figure3-two-stage.ipynb",
        Rows = [.. HorkdTable4.On(set.Key).Trainable.Where(r =>
            r.Role == Role.Teacher || r.Method == Methods.Our || r.Method == Methods.Direct)],
        Tables = _ => [],
        Draw = OverSides(Ways),
        Say = MethodFindings.Contrasts(new Contrast(Methods.Our, Methods.Direct, "one stage")),
    };

    /// <summary>What each way of training reaches over the student's side.</summary>
    internal static Func<Experiment, IReadOnlyList<RunRecord>, GenericChart> OverSides(
        IReadOnlyList<(Method Method, string Name)> ways) => (experiment, runs) =>
    {
        var byRow = runs.ToLookup(r => r.Row, r => r.Result.Last);
        var lines = from way in ways
                    let rows = experiment.Trainable.Where(r => r.Role == Role.Student && r.Method == way.Method
                        && byRow[r.Key].Any()).OrderBy(r => r.Resolution).ToList()
                    where rows.Count > 0
                    let scores = rows.ConvertAll(r => byRow[r.Key].ToArray())
                    select Plot.Line(way.Name, rows.Select(r => r.Resolution), scores.Select(s => s.Average()),
                        scores.TrueForAll(s => s.Length > 1) ? scores.Select(s => Statistics.SampleStd(s)) : null);
        return Plot.Figure(MethodFigure.Title(runs),
            "published side of the student's images, pixels", "Recall@1 after the last epoch, %", lines)
                .WithSize(Width: 860);
    };
}
