using CrossRes.Benchmarks;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Results;
using Repro.Verify;

namespace Repro.Report;

/// <summary>What it would take to measure what a section of the report does not.</summary>
internal static class Needs
{
    /// <param name="runs">What is measured; of one scale and data set, or none.</param>
    internal static IEnumerable<Html> List(Experiment experiment, IReadOnlyList<RunRecord> runs)
    {
        var measured = runs.Select(r => r.Row).ToHashSet();
        var missing = experiment.Trainable.Where(r => !measured.Contains(r.Key)).ToList();
        foreach (var set in Sets(experiment))
            yield return $"<li>Data: {set.Name}; {set.Remedy}.</li>\n";
        if (runs.Count == 0)
            yield return Line($"All {missing.Count} rows at laptop scale, which {Scale.Laptop.Purpose}",
                Command(experiment, Scale.Laptop));
        else if (missing.Where(r => !r.NeedsWeights).ToList() is { Count: > 0 } rows)
            yield return Line($"{Count(rows.Count)} not run at {runs[0].Setting()} ({Names(rows)})",
                Command(experiment, Scale.Named(runs[0].Scale).In(runs[0].Precision())));
        if (missing.Where(r => r.NeedsWeights).ToList() is { Count: > 0 } given)
            yield return Line($"{Count(given.Count)} for a network that is given ({Names(given)})", "--weights FILE");
        if (runs.Count == 0 || runs[0].Scale != Scale.Paper.Name)
            yield return Line("The published setting, on a CUDA GPU in hours, as environment.md says",
                Command(experiment, Scale.Paper));
        if (runs.Count > 0 && runs[0].Algorithm() < RunRecord.CurrentAlgorithm)
            yield return Line($"The same rows by the present code, algorithm {RunRecord.CurrentAlgorithm}",
                Command(experiment, Scale.Named(runs[0].Scale).In(runs[0].Precision())));
        if (experiment.Rows.Count(r => r.Recipe is null) is > 0 and var quoted)
            yield return $"<li>{Count(quoted)} from literature, for which the kit has no recipe.</li>\n";
    }

    private static Html Line(string what, string command) => $"<li>{what}: <code>{command}</code>.</li>\n";

    /// <summary>What the experiment's rows read at its published scale, or at the usual one.</summary>
    private static IEnumerable<DataSet> Sets(Experiment experiment) =>
        from set in experiment.Trainable
            .SelectMany(r => new[] { r.Recipe!(Scale.Laptop).Images.Set, r.Recipe(Scale.Paper).Images.Set }).Distinct()
        let known = DataSets.Named(set)
        group known by known.Name into same
        select same.First();

    private static string Command(Experiment experiment, Scale scale) =>
        $"./repro {experiment.Command} --data DIR --seeds 3"
            + (scale.Name == Scale.Laptop.Name ? "" : $" --scale {scale.Name}")
            + MixedPrecision.Option(scale.Precision);

    private static string Count(int rows) => rows == 1 ? "1 row" : $"{rows} rows";

    private static string Names(IEnumerable<Row> rows) => string.Join(", ", rows.Select(r => r.Key));
}
