using System.Globalization;
using CrossRes.Display;
using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// What HORKD's section 4.4 says of its orders, and one question of ours, restated as comparisons that data can decide.
/// </summary>
public static class OrderClaims
{
    private sealed record Contrast(string Name, double[] Differences);

    private sealed record Claim(string Statement, bool NeedsAll, IReadOnlyList<Contrast> Contrasts);

    private sealed record Tested(Contrast Contrast, PairedDifference Paired, double Corrected, double Least)
    {
        internal bool Gain => Corrected < Comparisons.Level && Paired.Mean > 0;
        internal bool Loss => Corrected < Comparisons.Level && Paired.Mean < 0;
        internal bool Unseen => !Gain && !Loss;
        internal string Outcome => Gain ? "gain" : Loss ? "loss" : Comparisons.NoneAbove(Least);
    }

    /// <summary>A sentence for each claim: supported, not supported, or undecided at this number of seeds.</summary>
    public static IReadOnlyList<string> Findings(OrderGrid grid) =>
        [.. Claims(grid).Select(claim =>
            $"{grid.Weighting.Name}: “{claim.Statement}” {Verdict(claim, grid.Seeds.Count, grid.TestShare)}.")];

    /// <summary>Every comparison behind the verdicts; null where two seeds do not share a whole claim.</summary>
    public static ResultTable? Table(OrderGrid grid)
    {
        if (grid.Seeds.Count < 2 || Claims(grid) is not { Count: > 0 } claims) return null;
        Column[] columns = [new("Claim"), new("Comparison"), new("Difference", Unit.Points), new("95 % interval"),
            new("p, corrected"), new("Outcome")];
        return new ResultTable($"Comparisons: {grid.Weighting.Name}",
            [
                $"Points of the score, paired by seed (n = {grid.Seeds.Count}); Student's t test; p corrected by "
                    + $"Holm's method for the comparisons of a claim; below {Text(Comparisons.Level)} a difference is "
                    + $"seen. {Comparisons.NoneAboveMeans}",
                .. grid.TestShare > 0 ? [SharedFolds.Caption] : Array.Empty<string>(),
            ],
            columns,
            [.. from claim in claims
                from tested in Test(claim, grid.TestShare)
                select (Cell[])
                [
                    new Cell.Text(claim.Statement), new Cell.Text(tested.Contrast.Name),
                    new Cell.Measured(tested.Contrast.Differences),
                    new Cell.Text(Interval(tested.Paired)), new Cell.Text(Text(tested.Corrected)),
                    new Cell.Text(tested.Outcome),
                ]]);
    }

    private static IReadOnlyList<Claim> Claims(OrderGrid grid)
    {
        var letters = grid.Weighting.Orders.Select(o => o.Letter).ToArray();
        var full = string.Concat(letters);
        var (steps, swaps) = (grid.Steps, grid.Swaps);
        Claim[] claims =
        [
            new("each order alone helps", true,
                [.. from l in letters where grid.Has("") && grid.Has(l)
                    select new Contrast($"{l} against none", grid.Difference(l, ""))]),
            new("more orders help", true, steps.Count == 0 ? [] :
                [new($"one order more, mean of {steps.Count} ways",
                    grid.Average(steps.Select(s => (s.Without, s.With))))]),
            new("at equal number the higher order helps more", true, swaps.Count == 0 ? [] :
                [new($"a higher order instead of a lower, mean of {swaps.Count} ways", grid.Average(swaps))]),
            new("all orders together are not the best set", false, !grid.Has(full) ? [] :
                [.. from s in grid.Scores.Keys where s != full && s.Length > 0
                    select new Contrast($"{s} against {full}", grid.Difference(s, full))]),
            new("each order helps whatever else is there (our question)", true,
                [.. from l in letters
                    let ways = steps.Where(s => s.Added.Letter == l).ToList()
                    where ways.Count > 1
                    select new Contrast($"adding {l}, mean of {ways.Count} ways",
                        grid.Average(ways.Select(s => (s.Without, s.With))))]),
        ];
        return [.. claims.Where(c => c.Contrasts.Count > 0)];
    }

    private static string Verdict(Claim claim, int seeds, double share)
    {
        if (seeds < 2) return $"is undecided: {(seeds == 1 ? "one seed says" : "no seed that all sets share says")} "
            + "nothing";
        var tests = Test(claim, share);
        var (gains, losses) = (tests.Count(t => t.Gain), tests.Count(t => t.Loss));
        var verdict = claim.NeedsAll
            ? losses > 0 ? "is not supported" : gains == tests.Count ? "is supported" : $"is undecided at {seeds} seeds"
            : gains > 0 ? "is supported" : losses == tests.Count
                ? "is not supported" : $"is undecided at {seeds} seeds";
        double[] unseen = [.. tests.Where(t => t.Unseen).Select(t => t.Least)];
        var none = unseen.Length == 0 ? ""
            : $"{(unseen.Length < tests.Count ? "; in the others" : ":")} {Comparisons.NoneAbove(unseen)}";
        return tests.Count == 1
            ? $"{verdict} ({Text(tests[0].Paired.Mean, signed: true)} points, 95 % interval "
                + $"{Interval(tests[0].Paired)}, p = {Text(tests[0].Corrected)}{none})"
            : $"{verdict} ({Count(gains, "gain", "gains")}, {Count(losses, "loss", "losses")} in {tests.Count} "
                + $"comparisons{none})";
    }

    private static IReadOnlyList<Tested> Test(Claim claim, double share)
    {
        var paired = claim.Contrasts.Select(c => Statistics.Paired(c.Differences, share)).ToArray();
        var corrected = Statistics.Holm([.. paired.Select(p => p.P)]);
        return [.. claim.Contrasts.Select((c, i) => new Tested(c, paired[i], corrected[i],
            Comparisons.Least(paired[i], share, paired.Length)))];
    }

    private static string Count(int count, string one, string more) => $"{count} {(count == 1 ? one : more)}";

    internal static string Interval(PairedDifference d) =>
        $"{Text(d.Interval95.Lower, signed: true)} to {Text(d.Interval95.Upper, signed: true)}";

    internal static string Text(double value, bool signed = false) =>
        value.ToString(signed ? "+0.00;-0.00;0.00" : value < 0.001 ? "0.0e0" : "0.###", CultureInfo.InvariantCulture);
}
