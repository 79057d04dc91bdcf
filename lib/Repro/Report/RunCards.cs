using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrossRes.Common;
using CrossRes.Results;
using Repro.Compare;

namespace Repro.Report;

/// <summary>Runs of one recipe on the same data: what a measured cell is linked to.</summary>
/// <param name="records">Every record that the report shows, by its path from the results folder.</param>
internal sealed partial class RunCards(IReadOnlyDictionary<string, RunRecord> records)
{
    private readonly ILookup<string, KeyValuePair<string, RunRecord>> cards = records
        .OrderBy(r => r.Key, StringComparer.Ordinal).ToLookup(r => Anchor(r.Value));

    /// <summary>How many there are.</summary>
    internal int Count => cards.Count;

    /// <summary>Where on the page the runs of a record's recipe and data stand.</summary>
    internal static string Anchor(RunRecord run) => Anchor(run.RecipeDigest, run.Data.Sha256);

    private static string Anchor(string recipe, string data) => $"run-{recipe[..12]}-{data[..6]}";

    /// <summary>All of them, in the order of their records' paths.</summary>
    internal IEnumerable<Html> Render() => cards.Select(Card);

    private Html Card(IGrouping<string, KeyValuePair<string, RunRecord>> card)
    {
        // two tables may have stored one run
        var runs = card.DistinctBy(r => r.Value.Seed).OrderBy(r => r.Value.Seed).ToList();
        var run = runs[0].Value;
        var settings = RecipeDifferences.Settings(run.Recipe);
        return $"""
            <article class="run" id="{card.Key}">
            <h4>{settings.GetValueOrDefault("model.architecture", "network")} at
            {run.Data.Resolution.Split(' ')[0].Replace('x', '×')},
            {settings.GetValueOrDefault("losses", "no loss")}</h4>
            <p class="small">Row {string.Join(", ", card.Select(r => $"{r.Value.Row} of {r.Value.Table}").Distinct())};
            {run.Setting()}; recipe <code>{run.RecipeDigest[..12]}</code></p>
            <div class="curves">{Curve.Draw($"{run.Result.Score}, %", Lines(runs, e => e.Test[run.Result.Score]))}
            {Curve.Draw("training loss", Lines(runs, e => e.Loss))}</div>
            <div class="scroll"><table><thead><tr><th>Seed</th><th class="number">Last epoch</th>
            <th class="number">Best (epoch)</th><th class="number">Time</th><th>Commit</th><th>Record</th></tr></thead>
            <tbody>{runs.Index().Select(r => Seed(r.Index, r.Item.Key, r.Item.Value))}</tbody></table></div>
            <dl class="small"><dt>data</dt><dd>{Data(run.Data)}</dd>
            {Engines([.. runs.Select(r => r.Value)])}{Teacher(run)}
            {settings.Where(s => IsOwn(s.Key, s.Value)).Select(s => Term(s.Key, s.Value))}</dl>
            </article>

            """;

        static bool IsOwn(string setting, string value) => value != RecipeDifferences.Whole && setting != "teacher"
            && !setting.StartsWith("teacher.", StringComparison.Ordinal);
    }

    private static Html Term(string name, string value) => $"<dt>{name}</dt><dd>{value}</dd>";

    private static Html Seed(int place, string path, RunRecord run) => $"""
        <tr><td><i style="background:{Curve.Colour(place)}"></i>{run.Seed}</td>
        <td class="number">{run.Result.Last:0.00}</td>
        <td class="number">{run.Result.Best:0.00} ({run.Result.BestEpoch})</td>
        <td class="number">{Duration.Text(run.WallSeconds)}</td><td>{Commit(run.Environment.CodeVersion)}</td>
        <td><a href="{path}">{Path.GetFileName(path)}</a></td></tr>

        """;

    /// <summary>Which code made the run, and whether that code can be had.</summary>
    internal static string Commit(string codeVersion) => Named().Match(codeVersion) is not { Success: true } named
        ? $"no commit is named ({codeVersion})"
        : named.Groups["sha"].Value[..10]
            + (named.Groups["more"].Length == 0 ? ", unchanged" : ", DIRTY: changed since");

    private static string Data(RunData data) => string.Create(CultureInfo.InvariantCulture,
        $"{data.Name} ({data.Origin}), {data.Classes} classes, {data.TrainImages:N0} training and "
            + $"{data.TestImages:N0} test images{(data.Absent is { } n ? $", {n:N0} listed ones absent" : "")}; "
            + $"seen as {data.Resolution}; sha256 {data.Sha256}");

    /// <summary>What the runs ran on, once where it was the same.</summary>
    private static IEnumerable<Html> Engines(IReadOnlyList<RunRecord> runs) =>
        from run in runs
        let e = run.Environment
        group run.Seed by $"libtorch {e.LibTorch}, {e.Blas}, {e.Device}, {e.Precision}, "
            + $"{e.Threads} thread{(e.Threads == 1 ? "" : "s")}, {e.Cpu}, {e.Os}; algorithm {run.Algorithm()}" into same
        let seeds = same.Count() == runs.Count ? "" : $", seed {string.Join(", ", same)}"
        select Term($"engine{seeds}", same.Key);

    /// <summary>A teacher is a run of its own; where its record is here, it is linked to.</summary>
    private Html Teacher(RunRecord run)
    {
        if (!run.Recipe.TryGetProperty("teacher", out var teacher) || teacher.ValueKind != JsonValueKind.Object)
            return default;
        var (digest, settings) = (Digest.Sha256(teacher), RecipeDifferences.Settings(teacher));
        var name = $"{settings.GetValueOrDefault("model.architecture")} at "
            + $"{settings.GetValueOrDefault("resolution")} pixels, "
            + (run.Recipe.TryGetProperty("teacherSeed", out var seed) ? $"seed {seed} for all" : "same seed")
            + $", recipe {digest[..12]}";
        return cards.Contains(Anchor(digest, run.Data.Sha256))
            ? $"""<dt>teacher</dt><dd><a href="#{Anchor(digest, run.Data.Sha256)}">{name}</a></dd>"""
            : Term("teacher", name);
    }

    private static IReadOnlyList<(string, IReadOnlyList<double>)> Lines(
        IEnumerable<KeyValuePair<string, RunRecord>> runs, Func<EpochRecord, double?> value) =>
        [.. from run in runs
            let values = run.Value.Epochs.Select(value).OfType<double>().ToList()
            select ($"{run.Value.Seed}", (IReadOnlyList<double>)values)];

    [GeneratedRegex(@"\+(?<sha>[0-9a-f]{40})(?<more>.*)$")]
    private static partial Regex Named();
}
