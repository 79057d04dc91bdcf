using System.Globalization;
using CrossRes.Experiments;
using CrossRes.Papers.Horkd;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>One row against another.</summary>
/// <param name="Name">What the sentence calls the other.</param>
internal sealed record Against(string Row, string Other, string Name)
{
    /// <summary>Whether the other was picked for its score, which favours it.</summary>
    internal bool Picked { get; init; }
}

/// <summary>A sentence of comparisons.</summary>
internal sealed record Finding(string Subject, params IReadOnlyList<Against> Against);

/// <summary>Comparisons of rows in words that are made from the runs.</summary>
internal static class Comparisons
{
    internal const double Level = 0.05;

    /// <summary>What <see cref="NoneAbove"/> says.</summary>
    internal const string NoneAboveMeans =
        "“None above”: a larger difference would have been seen with 80 % power, at the spread of that comparison and "
            + "as one of those that p is corrected for.";

    /// <summary>
    /// A sentence for each finding whose rows were run. Rows are paired by seed; p of Student's paired t test is
    /// corrected by Holm's method for all comparisons of the list.
    /// </summary>
    internal static IReadOnlyList<string> Say(IReadOnlyList<RunRecord> runs, IEnumerable<Finding> findings)
    {
        var byRow = runs.ToLookup(r => r.Row);
        var said = findings
            .Select(f => f with { Against = [.. f.Against.Where(c => byRow[c.Row].Any() && byRow[c.Other].Any())] })
            .Where(f => f.Against.Count > 0).ToList();
        var all = said.SelectMany(f => f.Against).Distinct().ToList();
        var share = SharedFolds.TestShare(runs);
        var paired = all.Select(c => Differences(byRow, c) is { Count: > 1 } d ? Statistics.Paired(d, share) : null)
            .ToList();
        var tested = paired.OfType<PairedDifference>().ToList();
        var corrected = new Queue<double>(Statistics.Holm([.. tested.Select(d => d.P)]));
        var words = all.Zip(paired).ToDictionary(
            x => x.First, x => x.Second is { } d
                ? Words(x.First, d, corrected.Dequeue(), Least(d, share, tested.Count))
                : $"against {x.First.Name}: one seed says nothing");
        return
        [
            .. said.Select(f => $"{f.Subject} {string.Join("; ", f.Against.Select(c => words[c]))}."),
            .. tested.Count > 0
                ? [Sight(tested, share), Caption(tested.Count, share, all.Any(c => c.Picked))] : Array.Empty<string>(),
        ];
    }

    /// <summary>What a comparison comes to that shows no difference: the smallest that it could have shown.</summary>
    /// <param name="least">Points, of one comparison or several.</param>
    internal static string NoneAbove(params IReadOnlyList<double> least)
    {
        var (from, to) = (Text(least.Min()), Text(least.Max()));
        return $"none above {(from == to ? to : $"{from} to {to}")} points";
    }

    /// <summary>The smallest difference that these pairs show with 80 % power as one of so many comparisons.</summary>
    internal static double Least(PairedDifference d, double share, int comparisons) =>
        Least(d.SampleStd, d.Count, share, comparisons);

    private static IReadOnlyList<double> Differences(ILookup<string, RunRecord> byRow, Against c)
    {
        var others = byRow[c.Other].ToDictionary(r => r.Seed, r => r.Result.Last);
        return [.. byRow[c.Row].Where(r => others.ContainsKey(r.Seed)).OrderBy(r => r.Seed).Select(r =>
            r.Result.Last - others[r.Seed])];
    }

    private static string Words(Against c, PairedDifference d, double p, double least) =>
        string.Create(CultureInfo.InvariantCulture,
        $"{d.Mean:+0.00;-0.00} points against {c.Name} (95 % interval {d.Interval95.Lower:0.00} to "
            + $"{d.Interval95.Upper:0.00}, n = {d.Count}, corrected p = "
            + $"{p:0.###}{(p < Level ? "" : $": {NoneAbove(least)}")})");

    /// <summary>What so many seeds could have shown, whatever they did show.</summary>
    private static string Sight(IReadOnlyList<PairedDifference> tested, double share)
    {
        var spread = Math.Sqrt(tested.Average(d => d.SampleStd * d.SampleStd));
        var least = tested.Select(d => d.Count).Distinct().Order().Select(n =>
            $"{n} {(share > 0 ? "folds" : "seeds")} show {Text(Least(spread, n, share, 1))} points or more by one "
                + "comparison alone" + (tested.Count == 1 ? ""
                    : $", {Text(Least(spread, n, share, tested.Count))} as one of the {tested.Count} of this list"));
        return string.Create(CultureInfo.InvariantCulture,
            $"With 80 % power, at two-sided 5 % and the spread of these pairs ({spread:0.00} points, root mean "
                + $"square): {string.Join("; ", least)}. “None above” is the latter from the spread of that pair of "
                + $"rows.");
    }

    private static double Least(double std, int count, double share, int comparisons) =>
        Power.SmallestDifference(std, count, share, Level / comparisons);

    private static string Text(double points) => points.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Caption(int comparisons, double share, bool picked) =>
        string.Create(CultureInfo.InvariantCulture,
        $"Each interval is of its own comparison; p is corrected by Holm's method for the {comparisons} comparisons of "
            + $"this list, and a difference is seen below {Level}."
        + $"{(picked ? " The best of several was picked on the same runs, which favours it." : "")}"
        + $"{(share > 0 ? $" {SharedFolds.Caption}" : "")}");
}
