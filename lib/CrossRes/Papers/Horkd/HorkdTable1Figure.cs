using CrossRes.Display;
using CrossRes.Results;
using Plotly.NET.CSharp;
using GenericChart = Plotly.NET.GenericChart;

namespace CrossRes.Papers.Horkd;

/// <summary>Table 1 as a picture: what each way of training reaches, by network and resolution.</summary>
internal static class HorkdTable1Figure
{
    private static readonly (string Name, string Key)[] Ways =
        [("no teacher", "alone"), .. Baseline.OfTable1.Select(m => (m.Name, m.Key)), ("HORKD", "our")];
    private static readonly (string Label, string Key)[] Networks =
        [("ResNet18, 32×32", "32-r"), ("ResNet18, 16×16", "16-r"), ("VGG11, 32×32", "32-v"), ("VGG11, 16×16", "16-v")];

    internal static GenericChart Of(IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row, r => r.Result.Last);
        string[] labels = [.. Networks.Select(n => n.Label)];
        double Mean(string row) => byRow[row].DefaultIfEmpty(double.NaN).Average();
        double Std(string row) => byRow[row].Count() > 1 ? Statistics.SampleStd([.. byRow[row]]) : double.NaN;
        var bars = Ways.Select(way => Plot.Bars(way.Name, labels, Networks.Select(n => Mean($"{way.Key}-{n.Key}")),
            byRow.Any(values => values.Count() > 1) ? Networks.Select(n => Std($"{way.Key}-{n.Key}")) : null));
        var teacher = Mean("teacher");
        return Plot.Figure(Title(runs), Plot.Axis("network and input"),
            Plot.Axis("top-1 accuracy after the last epoch, %", range: (0, Math.Max(10, 1.15 * byRow.SelectMany(v => v).Max()))),
            [.. bars, Plot.Line("teacher, ResNet50 at 32×32", labels, labels.Select(_ => teacher))]).WithSize(Width: 960);
    }

    private static string Title(IReadOnlyList<RunRecord> runs)
    {
        var run = runs[0];
        var seeds = runs.Select(r => r.Seed).Distinct().Count();
        return $"{run.Data.Name} ({run.Data.Origin}), {run.Scale} scale, n = {seeds}" + (seeds > 1 ? ", bars: standard deviation" : "");
    }
}
