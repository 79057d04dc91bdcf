using System.Security.Cryptography;
using CrossRes.Common;
using CrossRes.Results;

namespace CrossRes.Training;

/// <summary>Where one run keeps what is not its record: checkpoints while it trains, weights afterwards.</summary>
/// <param name="root">The folder of all runs.</param>
/// <param name="recipeDigest">Of the run's recipe.</param>
/// <param name="seed">Of the run.</param>
/// <param name="dataSha256">Of the data that it sees.</param>
public sealed class RunFolder(string root, string recipeDigest, long seed, string dataSha256)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The run's own folder.</summary>
    public string Path { get; } = System.IO.Path.Combine(root, $"{recipeDigest[..12]}-s{seed}-{dataSha256[..8]}");

    /// <summary>The trained network, there once the run is finished.</summary>
    public string Weights => System.IO.Path.Combine(Path, "weights.safetensors");

    /// <summary>Pretrained weights that the run begins with, where its recipe names some.</summary>
    public string Pretrained => System.IO.Path.Combine(Path, "given.safetensors");

    /// <summary>The state after an epoch.</summary>
    public string Checkpoint(int epoch) => System.IO.Path.Combine(Path, $"epoch-{epoch:0000}");

    /// <summary>The last epoch with a whole checkpoint, or 0.</summary>
    public int LastEpoch() => !Directory.Exists(Path)
        ? 0
        : Directory.EnumerateDirectories(Path, "epoch-????")
            .Select(folder => int.TryParse(folder[^4..], out var epoch) ? epoch : 0).DefaultIfEmpty().Max();

    /// <summary>What the trained network answers for views of images; the digest says of which kind.</summary>
    public string Outputs(string digest) => System.IO.Path.Combine(OutputsFolder, digest[..12]);

    private string OutputsFolder => System.IO.Path.Combine(Path, "outputs");

    /// <summary>
    /// Keeps other processes from training the same run until it is disposed; waits while one does.
    /// </summary>
    /// <param name="note">Told once that it waits.</param>
    /// <exception cref="OperationCanceledException">The wait was stopped.</exception>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    internal IDisposable Lock(Action<string> note, CancellationToken cancel)
    {
        Directory.CreateDirectory(root);
        var path = $"{Path}.lock";
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                    FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (FileLocks.SaysHeld(e))
            {
                if (!told) note($"{Path}: another process trains this run; waiting for it");
                cancel.WaitHandle.WaitOne(Pause);
                cancel.ThrowIfCancellationRequested();
                Interruption.Check();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw AtomicFile.Unwritable(path, e);
            }
        }
    }

    /// <summary>Removes checkpoints but the last ones, the oldest first: what a kill leaves is the newest.</summary>
    internal void DropCheckpoints(int keep = 0)
    {
        if (!Directory.Exists(Path)) return;
        var whole = Directory.EnumerateDirectories(Path, "epoch-*").ToLookup(path =>
            !System.IO.Path.HasExtension(path));
        foreach (var leftover in whole[false]) Directory.Delete(leftover, recursive: true);
        foreach (var old in whole[true].Order(StringComparer.Ordinal).SkipLast(keep)) Drop(old);
    }

    /// <summary>Removes a checkpoint, renamed first, so that none that is half removed is taken for whole.</summary>
    internal void Drop(string checkpoint)
    {
        var doomed = checkpoint + ".old";
        if (Directory.Exists(doomed)) Directory.Delete(doomed, recursive: true);
        Directory.Move(checkpoint, doomed);
        Directory.Delete(doomed, recursive: true);
    }

    /// <summary>Removes what earlier weights answered.</summary>
    internal void DropOutputs()
    {
        if (Directory.Exists(OutputsFolder)) Directory.Delete(OutputsFolder, recursive: true);
    }

    /// <summary>SHA-256 of the weights: 64 lower-case hex digits.</summary>
    internal string WeightsSha256() => Sha256(Weights);

    /// <summary>SHA-256 of a file: 64 lower-case hex digits.</summary>
    internal static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
