using System.Globalization;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;

namespace Repro.Compare;

/// <summary>Two recipes' runs side by side in words: what differs, and by how much.</summary>
internal sealed class RunComparison(NamedRuns a, NamedRuns b)
{
    internal IEnumerable<string> Lines()
    {
        yield return $"A  {Introduced(a)}";
        yield return $"B  {Introduced(b)}";
        yield return "";
        foreach (var line in Recipes().Concat(Data()).Concat(Engines()).Append("").Concat(Scores())) yield return line;
    }

    private static string Introduced(NamedRuns runs) =>
        $"{runs.First.Row} of {runs.First.Table}, {runs.First.Setting()}, {Seeds(runs.Runs.Select(r => r.Seed))}, "
            + $"recipe {runs.First.RecipeDigest[..12]}";

    private IEnumerable<string> Recipes()
    {
        var differences = RecipeDifferences.Between(a.First.Recipe, b.First.Recipe);
        yield return differences.Count switch { 0 => "recipe: the same", 1 =>
            "recipe: one setting differs", var count => $"recipe: {count} settings differ" };
        var width = differences.Select(d => d.Setting.Length).DefaultIfEmpty().Max();
        foreach (var (setting, left,
            right) in differences) yield return $"  {setting.PadRight(width)}  {left} → {right}";
    }

    private IEnumerable<string> Data()
    {
        var same = a.First.Data == b.First.Data;
        yield return same ? $"data: the same, {Described(a.First.Data)}"
            : a.First.Data.Sha256 == b.First.Data.Sha256
                ? $"data: the same images, {Described(a.First.Data)}; the networks see {a.First.Data.Resolution} → "
                    + $"{b.First.Data.Resolution}"
            : $"data: {Described(a.First.Data)} → {Described(b.First.Data)}";
    }

    private static string Described(RunData data) => string.Create(CultureInfo.InvariantCulture,
        $"{data.Name} ({data.Origin}), {data.Classes} classes, {data.TrainImages:N0} + {data.TestImages:N0} images, "
            + $"sha256 {data.Sha256[..12]}");

    private IEnumerable<string> Engines()
    {
        (string Name, Func<RunRecord, string> Value)[] facts =
        [
            ("algorithm", r => $"{r.Algorithm()}"), ("libtorch", r => r.Environment.LibTorch),
            ("BLAS", r => r.Environment.Blas), ("device", r => r.Environment.Device),
            ("precision", r => r.Environment.Precision), ("threads", r => $"{r.Environment.Threads}"),
            ("processor", r => r.Environment.Cpu), ("system", r => r.Environment.Os),
            ("code", r => r.Environment.CodeVersion),
        ];
        var values = facts.Select(f => (f.Name, A: All(a, f.Value), B: All(b, f.Value))).ToList();
        var parts = values.Where(v => v.Name != "code")
            .Select(v => v.A == v.B ? $"{v.Name} {v.A}" : $"{v.Name} {v.A} → {v.B}");
        yield return $"engine: {string.Join(", ", parts)}";
        var (_, mine, theirs) = values[^1];
        yield return mine == theirs ? $"code: the same, {mine}" : $"code: {mine} → {theirs}";

        static string All(NamedRuns runs, Func<RunRecord, string> value) =>
            string.Join(" and ", runs.Runs.Select(value).Distinct());
    }

    private IEnumerable<string> Scores()
    {
        if (a.First.Result.Score != b.First.Result.Score)
        {
            yield return $"scores: A tells {a.First.Result.Score} and B {b.First.Result.Score}, which are not compared";
            yield break;
        }
        yield return $"{a.First.Result.Score} after the last epoch, percent";
        if (a.First.RecipeDigest == b.First.RecipeDigest && a.First.Data.Sha256 == b.First.Data.Sha256)
        {
            foreach (var run in a.Runs) yield return string.Create(CultureInfo.InvariantCulture,
                $"  seed {run.Seed,-5} {run.Result.Last,8:0.00}   best {run.Result.Best:0.00} (epoch "
                + $"{run.Result.BestEpoch})");
            yield return "A and B are runs of one recipe: they differ in their seeds alone";
            yield break;
        }
        var others = b.Runs.ToDictionary(r => r.Seed, r => r.Result.Last);
        var shared = a.Runs.Where(r => others.ContainsKey(r.Seed)).Select(r =>
            (r.Seed, A: r.Result.Last, B: others[r.Seed])).ToList();
        yield return "                    A        B    B − A";
        foreach (var (seed, mine, theirs) in shared) yield return Row($"seed {seed}", mine, theirs);
        if (Alone(a, shared.Select(s => s.Seed)) is { } onlyA) yield return $"  only A has {onlyA}";
        if (Alone(b, shared.Select(s => s.Seed)) is { } onlyB) yield return $"  only B has {onlyB}";
        if (shared.Count == 0) yield return "no seed is in both: nothing is paired";
        else if (shared.Count == 1) yield return "one seed in both: a difference of one pair says nothing of the next";
        else
        {
            yield return Row("mean", Statistics.Mean([.. shared.Select(s => s.A)]),
                Statistics.Mean([.. shared.Select(s => s.B)]));
            var share = SharedFolds.TestShare([.. a.Runs, .. b.Runs]);
            var paired = Statistics.Paired([.. shared.Select(s => s.B - s.A)], share);
            yield return string.Create(CultureInfo.InvariantCulture,
                $"B − A: {paired.Mean:+0.00;-0.00;0.00} points, 95 % interval {paired.Interval95.Lower:0.00} to "
                + $"{paired.Interval95.Upper:0.00}, n = {paired.Count}, p = {paired.P:0.###} (paired t test of "
                + $"this one comparison)");
            if (share > 0) yield return SharedFolds.Caption;
        }
        if (a.First.Data.Sha256 != b.First.Data.Sha256) yield return "On other data a difference says nothing of the "
            + "recipes.";
    }

    private static string? Alone(NamedRuns runs, IEnumerable<long> shared) =>
        runs.Runs.Select(r => r.Seed).Except(shared).ToList() is { Count: > 0 } seeds ? Seeds(seeds) : null;

    private static string Row(string name, double a, double b) =>
        Text($"  {name,-10} {a,8:0.00} {b,8:0.00} {b - a,8:+0.00;-0.00;0.00}");

    private static string Seeds(IEnumerable<long> seeds) =>
        seeds.ToList() is var all && all.Count == 1 ? $"seed {all[0]}" : $"seeds {string.Join(", ", all)}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
