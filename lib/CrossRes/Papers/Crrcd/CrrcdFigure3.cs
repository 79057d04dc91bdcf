using System.Globalization;
using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Results;
using Plotly.NET;

namespace CrossRes.Papers.Crrcd;

/// <summary>
/// CRRCD, Figure 3: accuracy over the number of negatives and over the critic's temperature. The paper's curves are of
/// faces (LFW, ResNet50 → ResNet18); beside them the same sweeps on CIFAR-100 from 32×32 to 16×16.
/// </summary>
public static class CrrcdFigure3
{
    private const string Source = "Zhang et al., CRRCD, arXiv:2409.02555, Figure 3, read from the vector graphics; LFW";
    private const int Side = 16;

    private static readonly CrrcdPair Pair = CrrcdPair.SameFamily[^1];

    /// <summary>One setting of the loss over its values.</summary>
    /// <param name="Option">Of the loss <c>crrcd</c>.</param>
    /// <param name="Axis">What the curve is drawn over.</param>
    /// <param name="Chosen">The value that the paper settles on.</param>
    /// <param name="Printed">Values with LFW accuracy in percent.</param>
    private sealed record Sweep(string Option, string Axis, string Chosen,
        IReadOnlyList<(string Value, double Accuracy)> Printed);

    public static Experiment Negatives { get; } = Define("CRRCD Figure 3 a: number of negatives", new(
        "negatives", "negatives n", "512",
        [("64", 94.367), ("128", 94.817), ("256", 95.253), ("512", 95.267), ("1024", 95.313)]));

    public static Experiment Temperature { get; } = Define("CRRCD Figure 3 b: temperature of the critic", new(
        "temperature", "temperature τ", "0.1",
        [("0.02", 94.467), ("0.05", 94.867), ("0.08", 95.217), ("0.1", 95.253), ("0.2", 94.967), ("0.3", 94.633)]));

    internal static IReadOnlyList<Experiment> All { get; } = [Negatives, Temperature];

    private static Experiment Define(string title, Sweep sweep) => new Experiment(
        $"crrcd-{sweep.Option}", title, "09-crrcd.ipynb", [.. Rows(sweep)], CrrcdRecipes.Provenance,
        [
            "At the chosen setting, 512 negatives and τ = 0.1, the paper's two curves read 95.267 and 95.253; its "
                + "Table V prints 95.25.",
            "Accuracies on LFW and on CIFAR-100 cannot be compared; the figure shows both relative to the chosen "
                + "setting.",
        ],
        (experiment, runs) => Draw(experiment, runs, sweep))
    {
        Say = (experiment, runs) => Say(experiment, runs, sweep),
    };

    /// <summary>Each value against the one that the paper settles on.</summary>
    private static IReadOnlyList<string> Say(Experiment experiment, IReadOnlyList<RunRecord> runs, Sweep sweep)
    {
        var (values, chosen) = Values(experiment, sweep);
        return Comparisons.Say(runs, values.Where(row => row != chosen).Select(row => new Finding(
            $"{row.Method.Name}:", new Against(row.Key, chosen.Key, $"{sweep.Axis} = {sweep.Chosen}"))));
    }

    /// <summary>The rows of the sweep in the order of its values, and the chosen one.</summary>
    private static (IReadOnlyList<Row> Values, Row Chosen) Values(Experiment experiment, Sweep sweep)
    {
        var values = experiment.Trainable.Where(r => r.Role == Role.Student && r.Method != Method.Alone).ToList();
        return (values, values[sweep.Printed.ToList().FindIndex(p => p.Value == sweep.Chosen)]);
    }

    private static IEnumerable<Row> Rows(Sweep sweep)
    {
        yield return CrrcdTables.Teacher(Pair.Teacher);
        yield return CrrcdTables.Alone(Pair.Student, Side);
        foreach (var (value, _) in sweep.Printed)
        {
            var method = At(sweep, value);
            yield return new(Role.Student, Pair.At(Side) with { Key = "" }, method, null,
                s => CrrcdRecipes.Student(s, Pair, method, Side));
        }
        foreach (var (value, accuracy) in sweep.Printed)
            yield return Row.Quoted($"lfw-{At(sweep, value).Key}", $"LFW, ResNet50 → ResNet18, {sweep.Axis} = {value}",
                $"{Side}×{Side}", new(accuracy, Source));
    }

    /// <summary>CRRCD with a value; the chosen one is the default, so that its run is the one of crrcd-cross.</summary>
    private static Method At(Sweep sweep, string value) =>
        new($"{sweep.Option}-{value}", $"CRRCD, {sweep.Axis} = {value}",
    [
        .. Methods.Crrcd.Losses!.Select(t => t.Loss != "crrcd" || value == sweep.Chosen ? t
            : t with { Options = new Dictionary<string, string> { [sweep.Option] = value } }),
    ])
    {
        Family = $"CRRCD, {sweep.Option}",
    };

    private static GenericChart Draw(Experiment experiment, IReadOnlyList<RunRecord> runs, Sweep sweep)
    {
        var byRow = runs.ToLookup(r => r.Row);
        var (values, chosen) = Values(experiment, sweep);
        var measured = values.Select(row => MethodFigure.Differences(byRow, row, chosen)).ToArray();
        var x = (double[])[.. sweep.Printed.Select(p => double.Parse(p.Value, CultureInfo.InvariantCulture))];
        var published = sweep.Printed.First(p => p.Value == sweep.Chosen).Accuracy;
        return Plot.Figure(
            $"CRRCD over {sweep.Axis}, {runs[0].Setting()}, n = {runs.Select(r => r.Seed).Distinct().Count()}, bars: "
                + "standard deviation of the difference",
            Plot.Axis(sweep.Axis, log: true, ticks: x),
            Plot.Axis($"points of accuracy from {sweep.Axis} = {sweep.Chosen}"),
            Plot.Line($"{runs[0].Data.Name} ({runs[0].Data.Origin}), {Pair.Name} at {Side}×{Side}", x,
                measured.Select(m => m.DefaultIfEmpty(double.NaN).Average()),
                measured.All(m => m.Length > 1) ? measured.Select(m => Statistics.SampleStd(m)) : null),
            Plot.Line("LFW, as printed", x, sweep.Printed.Select(p => p.Accuracy - published)));
    }
}
