using System.Text.Json;
using CrossRes.Common;
using CrossRes.Results;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// The whole state of an unfinished run after an epoch: networks, losses that learn or remember, the optimizer, and the
/// epochs so far. Random numbers need no state: their streams are functions of seed and epoch.
/// </summary>
internal sealed class Checkpoint(RunFolder folder, nn.Module model, nn.Module losses, OptimizerHelper optimizer)
{
    private const string ModelFile = "model.safetensors", LossFile = "losses.safetensors";
    private const string OptimizerFile = "optimizer.bin", ParametersFile = "parameters.json", EpochsFile = "epochs.json";

    /// <summary>Continues from the last whole checkpoint.</summary>
    /// <returns>The epochs that are done; none where there is no checkpoint.</returns>
    internal List<EpochRecord> Restore()
    {
        var last = folder.LastEpoch();
        if (last == 0) return [];
        var path = folder.Checkpoint(last);
        try
        {
            using var frozen = no_grad();
            Models.Weights.Load(model, Path.Combine(path, ModelFile));
            Models.Weights.Load(losses, Path.Combine(path, LossFile));
            var stored = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(path, ParametersFile)));
            if (stored?.SequenceEqual(Parameters) != true)
                throw new InvalidDataException($"{OptimizerFile} belongs to other parameters");
            optimizer.load_state_dict(Path.Combine(path, OptimizerFile));
            var epochs = JsonSerializer.Deserialize<List<EpochRecord>>(File.ReadAllText(Path.Combine(path, EpochsFile)));
            return epochs?.Count == last ? epochs : throw new InvalidDataException($"{EpochsFile} does not hold {last} epochs");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or JsonException or DataFileException)
        {
            throw new ResultsException($"{path}: the checkpoint is damaged ({e.Message}). Delete that folder to begin the run again.", e);
        }
    }

    /// <summary>Writes the state beside the last one, then drops the older: there is always a whole one.</summary>
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
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            Directory.Move(partial, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(path, e.InnerException ?? e); // the last whole checkpoint stays
        }
        folder.DropCheckpoints(except: path);
    }

    /// <summary>Names in the optimizer's order: TorchSharp stores its state by position.</summary>
    private IEnumerable<string> Parameters =>
        model.named_parameters().Concat(losses.named_parameters()).Select(p => p.name);
}
