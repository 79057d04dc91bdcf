using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Results;
using Plotly.NET.CSharp;
using GenericChart = Plotly.NET.GenericChart;

namespace CrossRes.Papers;

/// <summary>A student that several methods teach.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Alone">Key of its row without a teacher.</param>
/// <param name="Row">Key of its row with a method.</param>
internal sealed record TaughtStudent(string Name, string Alone, Func<string, string> Row);

/// <summary>What each method adds to students without a teacher.</summary>
internal static class MethodFigure
{
    internal static GenericChart Of(IReadOnlyList<RunRecord> runs, IReadOnlyList<(string Name, string Key)> methods, IReadOnlyList<TaughtStudent> students)
    {
        var byRow = runs.ToLookup(r => r.Row);
        string[] names = [.. methods.Select(m => m.Name)];
        var (run, seeds) = (runs[0], runs.Select(r => r.Seed).Distinct().Count());
        return Plot.Figure(
            $"What each method adds to a student without a teacher<br>{run.Data.Name} ({run.Data.Origin}), {run.Scale} scale, n = {seeds}, bars: standard deviation",
            "method", "points of top-1 accuracy",
            from student in students
            let gains = methods.Select(m => Gains(byRow, student.Row(m.Key), student.Alone)).ToArray()
            select Plot.Bars(student.Name, names, gains.Select(g => g.DefaultIfEmpty(double.NaN).Average()),
                gains.All(g => g.Length > 1) ? gains.Select(g => Statistics.SampleStd(g)) : null)).WithSize(Width: 960);
    }

    /// <summary>Differences of runs with the same seed.</summary>
    internal static double[] Gains(ILookup<string, RunRecord> byRow, string row, string baseline) =>
        [.. from run in byRow[row]
            join other in byRow[baseline] on run.Seed equals other.Seed
            select run.Result.Last - other.Result.Last];
}
