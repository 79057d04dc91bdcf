using System.Security.Cryptography;

namespace CrossRes.Training;

/// <summary>Where one run keeps what is not its record: checkpoints while it trains, weights afterwards.</summary>
/// <param name="root">The folder of all runs.</param>
/// <param name="recipeDigest">Of the run's recipe.</param>
/// <param name="seed">Of the run.</param>
/// <param name="dataSha256">Of the data that it sees.</param>
public sealed class RunFolder(string root, string recipeDigest, long seed, string dataSha256)
{
    /// <summary>The run's own folder.</summary>
    public string Path { get; } = System.IO.Path.Combine(root, $"{recipeDigest[..12]}-s{seed}-{dataSha256[..8]}");

    /// <summary>The trained network, there once the run is finished.</summary>
    public string Weights => System.IO.Path.Combine(Path, "weights.safetensors");

    /// <summary>The state after an epoch.</summary>
    public string Checkpoint(int epoch) => System.IO.Path.Combine(Path, $"epoch-{epoch:0000}");

    /// <summary>The last epoch with a whole checkpoint, or 0.</summary>
    public int LastEpoch() => !Directory.Exists(Path)
        ? 0
        : Directory.EnumerateDirectories(Path, "epoch-????")
            .Select(folder => int.TryParse(folder[^4..], out var epoch) ? epoch : 0).DefaultIfEmpty().Max();

    /// <summary>What the trained network answers for the images of one epoch; epoch 0 is the images as they are.</summary>
    public string Outputs(long seed, int epoch) =>
        System.IO.Path.Combine(OutputsFolder, epoch == 0 ? "plain.safetensors" : $"s{seed}-epoch-{epoch:0000}.safetensors");

    private string OutputsFolder => System.IO.Path.Combine(Path, "outputs");

    /// <summary>Removes checkpoints; each is renamed first, so that none that is half removed is taken for whole.</summary>
    internal void DropCheckpoints(string? except = null)
    {
        foreach (var old in Directory.EnumerateDirectories(Path, "epoch-*").Where(p => p != except).OrderDescending(StringComparer.Ordinal))
        {
            var doomed = old.EndsWith(".old") ? old : old + ".old";
            if (doomed != old) Directory.Move(old, doomed);
            Directory.Delete(doomed, recursive: true);
        }
    }

    /// <summary>Removes what earlier weights answered.</summary>
    internal void DropOutputs()
    {
        if (Directory.Exists(OutputsFolder)) Directory.Delete(OutputsFolder, recursive: true);
    }

    /// <summary>SHA-256 of the weights: 64 lower-case hex digits.</summary>
    internal string WeightsSha256()
    {
        using var file = File.OpenRead(Weights);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
