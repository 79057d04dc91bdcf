using CrossRes.Plots;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>What each method adds to a student without a teacher, by network.</summary>
internal static class MethodFigure
{
    internal static Figure Of(IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row);
        Baseline[] methods = [.. Baseline.OfTable1.Concat(Baseline.Others)];
        string[] names = [.. methods.Select(m => m.Name)];
        return new Figure($"What each method adds to a student without a teacher<br>{runs[0].Data.Name} ({runs[0].Data.Origin}), {runs[0].Scale} scale, n = {runs.Select(r => r.Seed).Distinct().Count()}, bars: standard deviation")
        {
            X = new Axis("method"),
            Y = new Axis("points of top-1 accuracy"),
            Width = 960,
            Traces = [.. from network in new[] { (Name: "ResNet18", Letter: "r"), (Name: "VGG11", Letter: "v") }
                         let gains = methods.Select(m => Gains(byRow, $"{m.Key}-32-{network.Letter}", $"alone-32-{network.Letter}")).ToArray()
                         select new Bar(network.Name, names, (double[])[.. gains.Select(g => g.DefaultIfEmpty(double.NaN).Average())])
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
