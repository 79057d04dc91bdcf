using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>What the runs of Table 1 say of its comparison, in words made from them.</summary>
internal static class HorkdTable1Findings
{
    private static readonly (string Label, string Key)[] Students =
        [("ResNet18 at 32×32", "32-r"), ("ResNet18 at 16×16", "16-r"), ("VGG11 at 32×32", "32-v"), ("VGG11 at 16×16", "16-v")];

    /// <summary>A sentence for each student: HORKD against no teacher and against the best of the quoted methods, seed by seed.</summary>
    internal static IReadOnlyList<string> Of(IReadOnlyList<RunRecord> runs)
    {
        var means = runs.GroupBy(r => r.Row).ToDictionary(g => g.Key, g => g.Average(r => r.Result.Last));
        return Comparisons.Say(runs, from student in Students
                                     let ours = $"our-{student.Key}"
                                     let best = Baseline.OfTable1.Where(m => means.ContainsKey($"{m.Key}-{student.Key}")).MaxBy(m => means[$"{m.Key}-{student.Key}"])
                                     where best is not null
                                     select new Finding($"{student.Label}: HORKD",
                                         new Against(ours, $"alone-{student.Key}", "no teacher"),
                                         new Against(ours, $"{best.Key}-{student.Key}", $"{best.Name}, the best of the quoted methods") { Picked = true }));
    }
}
