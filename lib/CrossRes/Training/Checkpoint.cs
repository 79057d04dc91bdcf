using System.Text.Json;
using CrossRes.Common;
using CrossRes.Results;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// The whole state of an unfinished run after an epoch: networks, losses that learn or remember, the optimizer, and the
/// epochs so far. Random numbers need no state: their streams are functions of seed and epoch. The last two are kept,
/// each with the checksums of its files, so that a run goes on after the one before where the last is damaged.
/// </summary>
internal sealed class Checkpoint(RunFolder folder, nn.Module model, nn.Module losses, OptimizerHelper optimizer)
{
    private const int Kept = 2;
    private const string ModelFile = "model.safetensors", LossFile = "losses.safetensors";
    private const string OptimizerFile = "optimizer.bin", ParametersFile = "parameters.json",
    EpochsFile = "epochs.json", SumsFile = "sums.json";
    private static readonly string[] Files = [ModelFile, LossFile, OptimizerFile, ParametersFile, EpochsFile];

    /// <summary>Continues from the last whole checkpoint; one that is damaged is told of and removed.</summary>
    /// <returns>The epochs that are done; none where there is no whole checkpoint.</returns>
    /// <exception cref="ResultsException">A checkpoint is whole and of another network or other losses.</exception>
    internal List<EpochRecord> Restore(IRunProgress progress)
    {
        while (folder.LastEpoch() is > 0 and var last)
        {
            var path = folder.Checkpoint(last);
            try
            {
                return Load(path, Whole(path, last));
            }
            catch (Exception e)
                when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
            {
                folder.Drop(path);
                progress.Note($"{path}: the checkpoint is damaged ({e.Message.ReplaceLineEndings(" ")}); the run goes "
                    + "on after "
                    + $"{(folder.LastEpoch() is > 0 and var before ? $"epoch {before}" : "none: it begins again")}");
            }
        }
        return [];
    }

    /// <summary>Writes the state beside the last ones, then drops the oldest: there is always a whole one.</summary>
    internal void Save(IReadOnlyList<EpochRecord> epochs)
    {
        var path = folder.Checkpoint(epochs.Count);
        var partial = path + ".partial";
        try
        {
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
            Directory.CreateDirectory(partial);
            Models.Weights.Save(model, Path.Combine(partial, ModelFile));
            Models.Weights.Save(losses, Path.Combine(partial, LossFile));
            optimizer.save_state_dict(Path.Combine(partial, OptimizerFile));
            File.WriteAllText(Path.Combine(partial, ParametersFile), JsonSerializer.Serialize(Parameters));
            File.WriteAllText(Path.Combine(partial, EpochsFile), JsonSerializer.Serialize(epochs));
            File.WriteAllText(Path.Combine(partial, SumsFile),
                JsonSerializer.Serialize(Files.ToDictionary(f => f, f => RunFolder.Sha256(Path.Combine(partial, f)))));
            if (Directory.Exists(path)) folder.Drop(path);
            Directory.Move(partial, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(path, e.InnerException ?? e); // the last whole checkpoint stays
        }
        folder.DropCheckpoints(keep: Kept);
    }

    /// <summary>
    /// The epochs of a checkpoint whose files are what they were when it was written; nothing is loaded before that is
    /// known.
    /// </summary>
    private static List<EpochRecord> Whole(string path, int last)
    {
        var sums =
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(path, SumsFile)));
        if (Files.FirstOrDefault(f =>
            sums?.GetValueOrDefault(f) != RunFolder.Sha256(Path.Combine(path, f))) is { } changed)
            throw new InvalidDataException($"{changed} is not what was written");
        var epochs = JsonSerializer.Deserialize<List<EpochRecord>>(File.ReadAllText(Path.Combine(path, EpochsFile)));
        return epochs?.Count == last
            ? epochs : throw new InvalidDataException($"{EpochsFile} does not hold {last} epochs");
    }

    private List<EpochRecord> Load(string path, List<EpochRecord> epochs)
    {
        var stored = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(path, ParametersFile)));
        if (stored?.SequenceEqual(Parameters) != true) throw Foreign(path,
            $"{OptimizerFile} belongs to other parameters");
        using var frozen = no_grad();
        try
        {
            Models.Weights.Load(model, Path.Combine(path, ModelFile));
            Models.Weights.Load(losses, Path.Combine(path, LossFile));
            optimizer.load_state_dict(Path.Combine(path, OptimizerFile));
            return epochs;
        }
        catch (Exception e) when (e is DataFileException or InvalidDataException or ArgumentException)
        {
            throw Foreign(path, e.Message.ReplaceLineEndings(" "), e);
        }
    }

    private static ResultsException Foreign(string path, string problem, Exception? inner = null) =>
        new($"{path}: the checkpoint is of other code ({problem}); delete that folder to begin the run again", inner);

    /// <summary>Names in the optimizer's order: TorchSharp stores its state by position.</summary>
    private IEnumerable<string> Parameters =>
        model.named_parameters().Concat(losses.named_parameters()).Select(p => p.name);
}
