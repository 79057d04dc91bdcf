using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Results;
using CrossRes.Training;

namespace CrossRes.Papers;

/// <summary>
/// What the stored runs of a table on real images say, in sentences, and the table itself: what a notebook opens with,
/// whatever is run below.
/// </summary>
[TypeFormatterSource("text/markdown", "text/plain")]
public sealed class StoredAnswers : IRichView
{
    private readonly Experiment experiment;
    private readonly IReadOnlyList<RunRecord> runs;

    private StoredAnswers(Experiment experiment, IReadOnlyList<RunRecord> runs) =>
        (this.experiment, this.runs) = (experiment, runs);

    /// <summary>The paper's table beside the stored runs.</summary>
    public ResultTable Table => experiment.Table(runs);

    /// <summary>What is stored of a table at the largest scale, of the newest algorithm, in float32 rather than
    /// bf16, and the most runs.</summary>
    /// <param name="table">Its key.</param>
    /// <param name="results">Folder of the records; the checkout's without it.</param>
    /// <exception cref="ArgumentException">There is no such table; the message names all.</exception>
    public static StoredAnswers For(string table, string? results = null) =>
        For(Catalogue.Named(table), new RunStore(results ?? Workspace.Find().Results).List());

    /// <summary>What some records say of a table, at a scale that one of them was trained at.</summary>
    public static StoredAnswers For(Experiment experiment, IReadOnlyList<RunRecord> records)
    {
        var trained = records.Select(r => (r.Scale, r.RecipeDigest)).ToHashSet();
        return new(experiment, Scale.All.Skip(1).Reverse()
            .SelectMany(scale => StoredRuns.Largest(experiment, scale, records)
                .Where(runs => runs[0].Data.Origin != RunData.Synthetic
                    && runs.Any(r => trained.Contains((scale.Name, r.RecipeDigest))))
                .OrderByDescending(runs => (runs[0].Algorithm(),
                    runs[0].Precision() == MixedPrecision.Float32, runs.Count)))
            .FirstOrDefault() ?? []);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Render()
    {
        string[] lines = runs.Count == 0
            ? [$"**{experiment.Title}**: not run on real images; ./repro run {experiment.Key} --data DIR does."]
            : [$"**{experiment.Title}**, stored runs: {MethodFigure.Title(runs).Split(", bars")[0]}",
                .. experiment.Findings(runs).Select(finding => $"- {finding}")];
        return new Dictionary<string, string>
        {
            ["text/markdown"] = string.Join('\n', lines.Take(1).Append("").Concat(lines.Skip(1))),
            ["text/plain"] = string.Join('\n', lines).Replace("**", ""),
        };
    }
}
