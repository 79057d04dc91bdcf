using System.Diagnostics;
using Repro.Commands;

namespace Repro.Bench.Trust;

/// <summary>What became of many damaged files.</summary>
/// <param name="Counts">Of each fate.</param>
/// <param name="PeakMemory">Bytes, the most that reading one of them took.</param>
/// <param name="Slowest">Seconds for one file, as this process sees it.</param>
/// <param name="Faults">What must not be, in the files' order.</param>
internal sealed record MutationReport(IReadOnlyDictionary<Fate, int> Counts, long PeakMemory, double Slowest,
    IReadOnlyList<string> Faults);

/// <summary>
/// Tries damaged files on a reader in another process, which is started anew behind a file that ended or stopped it.
/// </summary>
internal static class MutationRun
{
    private const long MostMemory = 1L << 30;

    /// <param name="patience">Without an answer for so long, a file hangs the reader.</param>
    internal static async Task<MutationReport> Run(MutatedReader reader, string? seeds, int count, TimeSpan patience,
        CancellationToken cancel)
    {
        var counts = Enum.GetValues<Fate>().ToDictionary(f => f, _ => 0);
        var (faults, peak, slowest) = (new List<string>(), 0L, 0.0);
        for (var next = 0; next < count;)
        {
            using var worker = Start(reader, seeds, next, count - next);
            try
            {
                var (current, clock) = (-1, Stopwatch.StartNew());
                while (await Line(worker, patience, cancel) is { } line)
                {
                    var words = line.Split(' ', 4);
                    if (words[0] == MutationWorker.Begin)
                    {
                        (current, clock) = (int.Parse(words[1]), Stopwatch.StartNew());
                        continue;
                    }
                    slowest = Math.Max(slowest, clock.Elapsed.TotalSeconds);
                    Note(Enum.Parse<Fate>(words[1]), words[3]);
                    var memory = long.Parse(words[2]);
                    peak = Math.Max(peak, memory);
                    if (memory > MostMemory) faults.Add($"file {current} took {memory >> 20:N0} MiB");
                    next = current + 1;
                }
                if (next == count) break;
                var hangs = !worker.HasExited && !worker.WaitForExit(TimeSpan.FromSeconds(10));
                if (current < next) throw new MissingToolException(
                    $"the reading process failed: {await worker.StandardError.ReadToEndAsync(cancel)}");
                Note(hangs ? Fate.Hang : Fate.Crash, hangs
                    ? $"no answer for {patience.TotalSeconds:F0} s" : $"exit code {worker.ExitCode}");
                next = current + 1;

                void Note(Fate fate, string message)
                {
                    counts[fate]++;
                    if (fate is not (Fate.Read or Fate.Refused)) faults.Add($"file {current}: {fate} {message}");
                }
            }
            finally
            {
                if (!worker.HasExited) worker.Kill();
            }
        }
        return new(counts, peak, slowest, faults);
    }

    private static Process Start(MutatedReader reader, string? seeds, int first, int count)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "repro.dll"), "bench", "trust", reader.Name,
            "--worker", $"{first}", "--files", $"{count}", .. seeds is null ? [] : new[] { "--seeds", seeds }];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true,
            RedirectStandardError = true };
        // more is an exception, and not the machine's memory
        start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{MostMemory:x}";
        return Process.Start(start)!;
    }

    /// <summary>Null at the end, and where nothing comes in time.</summary>
    private static async Task<string?> Line(Process worker, TimeSpan patience, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            return await worker.StandardOutput.ReadLineAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}
