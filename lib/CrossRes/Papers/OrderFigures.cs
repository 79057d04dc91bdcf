using CrossRes.Plots;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>Pictures of the loss-order lab.</summary>
public static class OrderFigures
{
    /// <summary>Every picture that the runs are enough for, by file name.</summary>
    public static IReadOnlyDictionary<string, Figure> All(OrderSweep sweep, IReadOnlyList<RunRecord> runs)
    {
        var figures = new Dictionary<string, Figure>();
        foreach (var weighting in sweep.Gridded)
            if (sweep.Grid(weighting, runs) is { Steps.Count: > 0 } grid) figures[$"lattice-{weighting.Key}"] = Lattice(grid);
        if (Sensitivity(sweep, runs) is { Traces.Count: > 0 } sensitivity) figures["sensitivity"] = sensitivity;
        return figures;
    }

    /// <summary>What every set adds to no relations, seed by seed; a colour for each weighting.</summary>
    public static Figure Gains(OrderSweep sweep, IReadOnlyList<RunRecord> runs)
    {
        var grids = sweep.Gridded.Select(w => sweep.Grid(w, runs)).Where(g => g.Has("")).ToList();
        string[] sets = [.. grids.SelectMany(g => g.Scores.Keys).Where(s => s.Length > 0).Distinct()];
        return new Figure($"Which orders help? {sweep.Base.Label}<br>{Count(runs)}, bars: 95 % interval")
        {
            X = new Axis("orders beside cross-entropy"),
            Y = new Axis("gain over no relations, points"),
            Width = 960,
            Traces = [.. from grid in grids
                         let gains = sets.Select(s => grid.Has(s) ? grid.Difference(s, "") : []).ToArray()
                         select new Scatter(grid.Weighting.Name, (string[])[.. sets.Select(Name)], (double[])[.. gains.Select(g => g.DefaultIfEmpty(double.NaN).Average())])
                         {
                             Error = grid.Seeds.Count > 1 ? (Series)(double[])[.. gains.Select(g => HalfInterval(g, grid.TestShare))] : null,
                         }],
        };
    }

    /// <summary>Sets as points, the number of orders upwards; a line says what adding one order does.</summary>
    public static Figure Lattice(OrderGrid grid)
    {
        var rows = grid.Scores.Keys.GroupBy(s => s.Length).ToDictionary(g => g.Key, g => g.ToList());
        (double X, double Y) Place(string s) => (rows[s.Length].IndexOf(s) - (rows[s.Length].Count - 1) / 2.0, s.Length);
        var steps = grid.Steps.Select(s => (Step: s, Differences: grid.Difference(s.With, s.Without))).ToList();
        string Outcome(double[] d) => d.Length > 1 && Statistics.Paired(d, grid.TestShare) is { P: < 0.05 } seen ? seen.Mean > 0 ? "gain" : "loss" : "no difference seen";
        return new Figure($"What adding one order does: {grid.Weighting.Name}, n = {grid.Seeds.Count}<br>a line is one comparison, uncorrected, p < 0.05")
        {
            X = new Axis("") { Hidden = true },
            Y = new Axis("number of orders") { Ticks = rows.Keys.Order().ToArray() },
            Width = 960,
            Height = 640,
            Traces =
            [
                .. from kind in (string[])["gain", "loss", "no difference seen"]
                   select new Segments(kind, [.. from s in steps where Outcome(s.Differences) == kind select (Place(s.Step.Without), Place(s.Step.With))])
                   {
                       Faint = kind == "no difference seen",
                   },
                new Nodes("score, %", [.. grid.Scores.Keys.Select(s => (Place(s), Name(s), grid.Mean(s)))]),
            ],
        };
    }

    /// <summary>All orders together, with one weight changed at a time.</summary>
    public static Figure Sensitivity(OrderSweep sweep, IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row, r => r.Result.Last);
        var published = Weighting.Published;
        var full = published.Subsets[^1];
        return new Figure($"All orders, one weight changed at a time: {sweep.Base.Label}<br>{Count(runs)}, bars: 95 % interval")
        {
            X = new Axis("factor on the published weight") { Log = true },
            Y = new Axis("score, %"),
            Traces = [.. from order in published.Orders
                         let points = (from part in sweep.Parts
                                       let other = part.Weighting.Orders.FirstOrDefault(o => o.Letter == order.Letter)
                                       where other is not null && part.Subsets.Contains(full)
                                       where part.Weighting.Orders.Where(o => o.Letter != order.Letter).SequenceEqual(published.Orders.Where(o => o.Letter != order.Letter))
                                       let scores = byRow[sweep.Key(part.Weighting, full)].ToArray()
                                       where scores.Length > 0
                                       orderby other.Term.Weight
                                       select (Factor: other.Term.Weight / order.Term.Weight, Scores: scores)).DistinctBy(p => p.Factor).ToList()
                         where points.Count > 1
                         select new Line($"order {order.Letter}", (double[])[.. points.Select(p => p.Factor)], (double[])[.. points.Select(p => p.Scores.Average())])
                         {
                             Error = points.All(p => p.Scores.Length > 1) ? (Series)(double[])[.. points.Select(p => HalfInterval(p.Scores, SharedFolds.TestShare(runs)))] : null,
                         }],
        };
    }

    private static string Name(string subset) => subset.Length == 0 ? "none" : string.Join("+", subset.ToCharArray());

    private static double HalfInterval(double[] values, double testShare)
    {
        if (values.Length < 2) return double.NaN;
        var interval = Statistics.Interval95(values, testShare);
        return (interval.Upper - interval.Lower) / 2;
    }

    private static string Count(IReadOnlyList<RunRecord> runs) =>
        $"{runs[0].Data.Name} ({runs[0].Data.Origin}), {runs[0].Scale} scale, n = {runs.Select(r => r.Seed).Distinct().Count()}";
}
