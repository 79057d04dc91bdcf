using System.Globalization;
using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Verify;
using static TorchSharp.torch;

namespace Repro.Export;

/// <summary>A stored run whose weights are on this machine.</summary>
internal sealed class ExportedRun
{
    private readonly RunRecord run;
    private readonly KnownRun known;
    private readonly Workspace workspace;
    private readonly string weights;

    /// <exception cref="DataFileException">The weights are not here.</exception>
    internal ExportedRun(RunRecord run, KnownRun known, Workspace workspace)
    {
        (this.run, this.known, this.workspace) = (run, known, workspace);
        weights = new RunFolder(Path.Combine(workspace.Work, "runs"), run.RecipeDigest, run.Seed, run.Data.Sha256)
            .Weights;
        if (!File.Exists(weights)) throw new DataFileException(weights,
            "the weights of this run are not on this machine: they stay where it was trained",
            $"train it here: ./repro train {known.Row.Key} --table {known.Experiment.Key} --seed {run.Seed} --scale "
                + $"{run.Scale}{(run.Data.Origin == RunData.Synthetic ? "" : " --data DIR")}"
                + MixedPrecision.Option(run.Precision()));
    }

    private Recipe Recipe => known.Recipe;

    /// <summary>
    /// Writes weights, record and checksums, once the weights as they are read give the score of the record.
    /// </summary>
    /// <param name="folder">Made where it is missing.</param>
    /// <param name="data">Folder of the data set; null: the stand-in of a run that saw it.</param>
    /// <returns>The files.</returns>
    /// <exception cref="ResultsException">The data or the score are other ones.</exception>
    internal IReadOnlyList<string> Write(string folder, string? data, Device device)
    {
        AtomicFile.RequireWritable(folder);
        var name = $"{known.Row.Key}-s{run.Seed}";
        string[] files = [Path.Combine(folder, $"{name}.safetensors"), Path.Combine(folder, $"{name}.json"),
            Path.Combine(folder, CheckSums.Name)];
        using var network = Network.Load(Recipe.Model, weights, device, Recipe.Precision);
        Weights.Save(network, files[0], Describe(Tested(network, data, device)));
        RecordFile.Write(files[1], run);
        CheckSums.Write(folder);
        return files;
    }

    /// <returns>How images are normalised for the network.</returns>
    private Normalization Tested(Backbone network, string? data, Device device)
    {
        if (data is null && run.Data.Origin != RunData.Synthetic)
            throw new ArgumentException(
                $"name {run.Data.Name} with --data: the weights are tested before they are written");
        using var loaded = workspace.Data(data, known.Experiment.Adjusted(known.Scale));
        var benchmark = loaded.Load(Recipe.Images, run.Seed);
        if (loaded.Sha256(Recipe) is var sha256 && sha256 != run.Data.Sha256)
            throw new ResultsException(
                $"the run saw {run.Data.Name} with sha256 {run.Data.Sha256[..12]}…, and these data have "
                    + $"{sha256[..12]}…; name its data with --data");
        var score = benchmark.Test(network, new EvaluationTransform(Recipe.Resolution, Recipe.Images.Resampler,
            Recipe.BatchSize, device))[run.Result.Score];
        if (Math.Abs(score - run.Result.Last) < 0.005) return benchmark.Normalization;
        throw new ResultsException(string.Create(CultureInfo.InvariantCulture,
            $"{weights}: gives {score:0.00} % {run.Result.Score}, and the record says {run.Result.Last:0.00} %: these "
                + $"are not the weights of that run, or this machine computes otherwise; nothing was written"));
    }

    /// <summary>What another program needs to build the network and to prepare images for it.</summary>
    private IReadOnlyDictionary<string, string> Describe(Normalization normalization)
    {
        var model = Recipe.Model;
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["architecture"] = model.Architecture,
            ["width"] = Text(model.Width),
            ["classes"] = $"{model.Classes}",
            ["stem"] = $"{model.Stem}",
            ["embedding"] = $"{model.Embedding}",
            ["precision"] = run.Precision(),
            ["resolution"] = $"{Recipe.Resolution}",
            ["resampler"] = Recipe.Images.Resampler,
            ["mean"] = string.Join(' ', normalization.Mean.Select(Text)),
            ["std"] = string.Join(' ', normalization.Std.Select(Text)),
            ["table"] = known.Experiment.Key,
            ["row"] = known.Row.Key,
            ["seed"] = $"{run.Seed}",
            ["recipe"] = run.RecipeDigest,
            ["data"] = $"{run.Data.Name} ({run.Data.Origin}), sha256 {run.Data.Sha256}",
            ["score"] = $"{run.Result.Score} {Text(run.Result.Last)} %, after the last epoch",
            ["code"] = run.Environment.CodeVersion,
        };

        static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }
}
