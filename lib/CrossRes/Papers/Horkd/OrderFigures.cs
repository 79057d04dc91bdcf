using System.Globalization;
using CrossRes.Display;
using CrossRes.Results;
using Plotly.NET;
using Plotly.NET.CSharp;
using Plotly.NET.TraceObjects;
using Chart = Plotly.NET.CSharp.Chart;
using GenericChart = Plotly.NET.GenericChart;

namespace CrossRes.Papers.Horkd;

/// <summary>Pictures of the loss-order lab.</summary>
public static class OrderFigures
{
    /// <summary>Every picture that the runs are enough for, by file name.</summary>
    public static IReadOnlyDictionary<string, GenericChart> All(OrderSweep sweep, IReadOnlyList<RunRecord> runs)
    {
        var figures = new Dictionary<string, GenericChart>();
        foreach (var weighting in sweep.WithRuns(runs))
            if (sweep.Grid(weighting, runs) is { Steps.Count: > 0 } grid) figures[$"lattice-{weighting.Key}"] = Lattice(
                grid);
        if (Sensitivity(sweep, runs) is var sensitivity
            && sensitivity.GetTraces().Length > 0) figures["sensitivity"] = sensitivity;
        return figures;
    }

    /// <summary>What every set adds to no relations, seed by seed; a colour for each weighting.</summary>
    public static GenericChart Gains(OrderSweep sweep, IReadOnlyList<RunRecord> runs)
    {
        var grids = sweep.WithRuns(runs).Select(w => sweep.Grid(w, runs)).Where(g => g.Has("")).ToList();
        string[] sets = [.. grids.SelectMany(g => g.Scores.Keys).Where(s => s.Length > 0).Distinct()];
        return Plot.Figure($"Which orders help? {sweep.Base.Label}<br>{Count(runs)}, bars: 95 % interval",
            "orders beside cross-entropy", "gain over no relations, points",
            from grid in grids
            let gains = sets.Select(s => grid.Has(s) ? grid.Difference(s, "") : []).ToArray()
            select Plot.Points(grid.Weighting.Name, sets.Select(Name),
                gains.Select(g => g.DefaultIfEmpty(double.NaN).Average()),
                grid.Seeds.Count > 1 ? gains.Select(g => HalfInterval(g, grid.TestShare)) : null)).WithSize(Width: 960);
    }

    /// <summary>Sets as points, the number of orders upwards; a line says what adding one order does.</summary>
    public static GenericChart Lattice(OrderGrid grid)
    {
        var rows = grid.Scores.Keys.GroupBy(s => s.Length).ToDictionary(g => g.Key, g => g.ToList());
        (double X, double Y) Place(string s) =>
            (rows[s.Length].IndexOf(s) - (rows[s.Length].Count - 1) / 2.0, s.Length);
        var few = grid.Seeds.Count < 2;
        var steps = grid.Steps.Select(s => (Step: s, Paired: few ? null
            : Statistics.Paired(grid.Difference(s.With, s.Without), grid.TestShare))).ToList();
        double[] least = [.. steps.Where(s => s.Paired?.P >= Comparisons.Level)
            .Select(s => Comparisons.Least(s.Paired!, grid.TestShare, comparisons: 1))];
        var unseen = few ? "too few seeds to tell" : least.Length == 0 ? "neither" : Comparisons.NoneAbove(least);
        string Outcome(PairedDifference? d) =>
            d is { P: < Comparisons.Level } ? d.Mean > 0 ? "gain" : "loss" : unseen;
        return Plot.Figure(
            $"What adding one order does: {grid.Weighting.Name}, n = {grid.Seeds.Count}<br>a line is one comparison, "
                + $"uncorrected, p < 0.05{(least.Length == 0 ? "" : "; “none above” with 80 % power")}",
            Plot.Axis("", hidden: true), Plot.Axis("number of orders", ticks: rows.Keys.Order()),
            [
                .. from kind in (string[])["gain", "loss", unseen]
                   select Segments(kind, [.. from s in steps where Outcome(s.Paired) == kind
                       select (Place(s.Step.Without), Place(s.Step.With))], faint: kind == unseen),
                Nodes("score, %", [.. grid.Scores.Keys.Select(s => (Place(s), Name(s), grid.Mean(s)))]),
            ]).WithSize(960, 640);
    }

    /// <summary>All orders together, with one weight changed at a time.</summary>
    public static GenericChart Sensitivity(OrderSweep sweep, IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row, r => r.Result.Last);
        var published = Weighting.Published;
        var full = published.Subsets[^1];
        return Plot.Figure(
            $"All orders, one weight changed at a time: {sweep.Base.Label}<br>{Count(runs)}, bars: 95 % interval",
            Plot.Axis("factor on the published weight", log: true), Plot.Axis("score, %"),
            from order in published.Orders
            let points = (from part in sweep.Parts
                          let other = part.Weighting.Orders.FirstOrDefault(o => o.Letter == order.Letter)
                          where other is not null && part.Subsets.Contains(full)
                          where Besides(part.Weighting, order).SequenceEqual(Besides(published, order))
                          let scores = byRow[sweep.Key(part.Weighting, full)].ToArray()
                          where scores.Length > 0
                          orderby other.Term.Weight
                          select (Factor: other.Term.Weight / order.Term.Weight, Scores: scores)).DistinctBy(p =>
                              p.Factor).ToList()
            where points.Count > 1
            select Plot.Line($"order {order.Letter}", points.Select(p => p.Factor),
                points.Select(p => p.Scores.Average()),
                points.All(p => p.Scores.Length > 1)
                    ? points.Select(p => HalfInterval(p.Scores, SharedFolds.TestShare(runs))) : null));

        static IEnumerable<Order> Besides(Weighting weighting, Order order) =>
            weighting.Orders.Where(o => o.Letter != order.Letter);
    }

    /// <summary>
    /// Straight lines between pairs of points; those that say nothing thin and gray, behind what matters.
    /// </summary>
    private static GenericChart Segments(string name,
        IReadOnlyList<((double X, double Y) From, (double X, double Y) To)> pairs, bool faint)
    {
        IEnumerable<double> Along(Func<(double X, double Y), double> axis) =>
            pairs.SelectMany(p => (double[])[axis(p.From), axis(p.To), double.NaN]);
        var lines = Plot.Line(name, Along(p => p.X), Along(p => p.Y), markers: false);
        var trace = lines.GetTraces()[0].With("hoverinfo", "skip");
        if (faint) trace.With("line", ("color", "#BBBBBB"), ("dash", "dot"), ("width", 1));
        return lines;
    }

    /// <summary>Named points whose colour is a value.</summary>
    private static GenericChart Nodes(string name,
        IReadOnlyList<((double X, double Y) At, string Label, double Value)> points) =>
        Chart.Scatter<double, double, string>(
            points.Select(p => p.At.X).ToArray(), points.Select(p => p.At.Y).ToArray(), StyleParam.Mode.Markers_Text,
            Name: name, ShowLegend: false,
            MultiText: points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Label}<br>{p.Value:0.0}"))
                .ToArray(),
            TextPosition: StyleParam.TextPosition.MiddleRight, UseDefaults: false, Marker: new Marker()
                .With("size", 22).With("symbol", "circle").With("color", points.Select(p => p.Value).ToArray())
                    .With("colorscale", "Viridis")
                .With("line", ("color", "#FFFFFF"), ("width", 2))
                .With("colorbar", ("title", new Title().With("text", name).With("side", "right")), ("y", 0.4),
                    ("len", 0.8)));

    private static string Name(string subset) => subset.Length == 0 ? "none" : string.Join("+", subset.ToCharArray());

    private static double HalfInterval(double[] values, double testShare)
    {
        if (values.Length < 2) return double.NaN;
        var interval = Statistics.Interval95(values, testShare);
        return (interval.Upper - interval.Lower) / 2;
    }

    private static string Count(IReadOnlyList<RunRecord> runs) =>
        $"{runs[0].Data.Name} ({runs[0].Data.Origin}), {runs[0].Setting()}, n = "
            + $"{runs.Select(r => r.Seed).Distinct().Count()}";
}
