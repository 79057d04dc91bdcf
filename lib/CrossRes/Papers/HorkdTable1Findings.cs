using System.Globalization;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>What the runs of Table 1 say of its comparison, in words made from them.</summary>
internal static class HorkdTable1Findings
{
    private static readonly (string Label, string Key)[] Students =
        [("ResNet18 at 32×32", "32-r"), ("ResNet18 at 16×16", "16-r"), ("VGG11 at 32×32", "32-v"), ("VGG11 at 16×16", "16-v")];

    /// <summary>A sentence for each student: the best of the quoted methods, and HORKD against it, seed by seed.</summary>
    internal static IReadOnlyList<string> Of(IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row);
        return [.. from student in Students
                   let ours = $"our-{student.Key}"
                   let methods = Baseline.OfTable1.Where(m => byRow[$"{m.Key}-{student.Key}"].Any()).ToList()
                   where byRow[ours].Any() && methods.Count > 0
                   let best = methods.MaxBy(m => byRow[$"{m.Key}-{student.Key}"].Average(r => r.Result.Last))!
                   select $"{student.Label}: HORKD {Against(byRow, ours, $"alone-{student.Key}", "no teacher")}; {Against(byRow, ours, $"{best.Key}-{student.Key}", $"{best.Name}, the best of the quoted methods")}."];
    }

    internal static string Against(ILookup<string, RunRecord> byRow, string row, string other, string name)
    {
        Dictionary<long, double> Scores(string key) => byRow[key].ToDictionary(r => r.Seed, r => r.Result.Last);
        var (ours, theirs) = (Scores(row), Scores(other));
        if (ours.Keys.Count(theirs.ContainsKey) < 2) return $"against {name}: one seed says nothing";
        var paired = Statistics.Paired(ours, theirs);
        var seen = paired.Interval95 is { Lower: > 0 } or { Upper: < 0 } ? "" : ": no difference seen";
        return string.Create(CultureInfo.InvariantCulture,
            $"{paired.Mean:+0.00;-0.00} points against {name} (95 % interval {paired.Interval95.Lower:0.00} to {paired.Interval95.Upper:0.00}, n = {paired.Count}{seen})");
    }
}
