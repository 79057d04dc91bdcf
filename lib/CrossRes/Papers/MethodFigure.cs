using CrossRes.Plots;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>A student that several methods teach.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Alone">Key of its row without a teacher.</param>
/// <param name="Row">Key of its row with a method.</param>
internal sealed record TaughtStudent(string Name, string Alone, Func<string, string> Row);

/// <summary>What each method adds to students without a teacher.</summary>
internal static class MethodFigure
{
    internal static Figure Of(IReadOnlyList<RunRecord> runs, IReadOnlyList<(string Name, string Key)> methods, IReadOnlyList<TaughtStudent> students)
    {
        var byRow = runs.ToLookup(r => r.Row);
        string[] names = [.. methods.Select(m => m.Name)];
        return new Figure($"What each method adds to a student without a teacher<br>{runs[0].Data.Name} ({runs[0].Data.Origin}), {runs[0].Scale} scale, n = {runs.Select(r => r.Seed).Distinct().Count()}, bars: standard deviation")
        {
            X = new Axis("method"),
            Y = new Axis("points of top-1 accuracy"),
            Width = 960,
            Traces = [.. from student in students
                         let gains = methods.Select(m => Gains(byRow, student.Row(m.Key), student.Alone)).ToArray()
                         select new Bar(student.Name, names, (double[])[.. gains.Select(g => g.DefaultIfEmpty(double.NaN).Average())])
                         {
                             Error = gains.All(g => g.Length > 1) ? (Series)(double[])[.. gains.Select(g => Statistics.SampleStd(g))] : null,
                         }],
        };
    }

    /// <summary>Differences of runs with the same seed.</summary>
    internal static double[] Gains(ILookup<string, RunRecord> byRow, string row, string baseline) =>
        [.. from run in byRow[row]
            join other in byRow[baseline] on run.Seed equals other.Seed
            select run.Result.Last - other.Result.Last];
}
