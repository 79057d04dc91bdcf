using System.Diagnostics;
using System.Globalization;
using CrossRes.Common;
using CrossRes.Metrics;
using Repro.Bench.Whole;
using Repro.Commands;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Bench;

/// <summary>What is measured.</summary>
/// <param name="Images">Embeddings.</param>
/// <param name="Width">Their columns.</param>
/// <param name="Ks">Of Recall@K.</param>
internal sealed record RecallSize(int Images, int Width, int[] Ks)
{
    /// <summary>About Stanford Online Products' 60,502 / 11,316.</summary>
    internal const int PerClass = 5;
}

/// <summary>Recall@K here and in PyTorch, on the same embeddings.</summary>
internal static class RecallBench
{
    internal const string Part = "Recall@K";

    /// <summary>Both by turns, with the memory that it takes here beyond the embeddings.</summary>
    internal static async Task<Measurement> Compare(RecallSize size, string python, int rounds,
        CancellationToken cancel)
    {
        var (here, beside, bytes) = (new List<double>(), new List<double>(), 0L);
        var threads = get_num_threads();
        set_num_threads(Environment.ProcessorCount); // as PyTorch takes them
        var file = Path.GetTempFileName();
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                var (seconds, _, extra) = Measure(size, file);
                here.Add(seconds);
                bytes = Math.Max(bytes, extra);
                beside.Add((await Python(size, python, file, cancel)).Seconds);
            }
        }
        finally
        {
            File.Delete(file);
            set_num_threads(threads);
        }
        return new(Part, $"Recall@{string.Join(", ", size.Ks)} of {size.Images:N0} vectors of {size.Width} numbers, "
            + "beside topk on all distances", here, beside) { Bytes = bytes };
    }

    /// <returns>0; 1 where the two disagree by more than rounding can explain.</returns>
    internal static async Task<int> Run(RecallSize size, string python, TextWriter output, CancellationToken cancel)
    {
        var file = Path.GetTempFileName();
        try
        {
            var (seconds, recall, extra) = Measure(size, file);
            output.WriteLine(Text(
                $"here: {seconds:F1} s, {extra / (1 << 20):N0} MiB beyond the embeddings; {Scores(size.Ks, recall)}"));
            var theirs = await Python(size, python, file, cancel);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"PyTorch {theirs.Version}, topk on all {size.Images:N0}² distances, {theirs.Threads} threads: "
                + $"{theirs.Seconds:F1} s; {Scores(size.Ks, theirs.Recall)}"));
            output.WriteLine(Text($"ratio: {theirs.Seconds / seconds:F2}"));
            return recall.Zip(theirs.Recall).All(p => Math.Abs(p.First - p.Second) <= 0.02) ? 0 : 1;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static (double Seconds, double[] Recall, long ExtraBytes) Measure(RecallSize size, string file)
    {
        using var scope = NewDisposeScope();
        var (x, labels) = Embeddings(size);
        using (var stream = File.Create(file)) stream.Write(x.bytes);
        // wakes the threads
        _ = RecallAtK.Percent(x.narrow(0, 0, Math.Min(100, size.Images)),
            labels.narrow(0, 0, Math.Min(100, size.Images)), 1);
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;
        ResidentMemory.ResetPeak();
        var clock = Stopwatch.StartNew();
        var recall = RecallAtK.Percent(x, labels, size.Ks);
        return (clock.Elapsed.TotalSeconds, recall, ResidentMemory.Peak() - before);
    }

    /// <summary>Heaps of five that overlap, so that recall lies between none and all.</summary>
    private static (Tensor Rows, Tensor Labels) Embeddings(RecallSize size)
    {
        using var generator = RandomStreams.Generator(1, "bench recall");
        var labels = arange(size.Images).div(RecallSize.PerClass, RoundingMode.floor);
        var centres = randn([size.Images / RecallSize.PerClass + 1, size.Width], generator: generator);
        var rows = centres.index_select(0, labels) * 0.27 + randn([size.Images, size.Width], generator: generator);
        return (nn.functional.normalize(rows).contiguous(), labels);
    }

    private static async Task<(double Seconds, string Version, string Threads, double[] Recall)> Python(
        RecallSize size, string python, string file, CancellationToken cancel)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Bench", "recall_topk.py");
        string[] arguments = [script, file, $"{size.Images}", $"{size.Width}", $"{RecallSize.PerClass}",
            string.Join(',', size.Ks)];
        using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true })!;
        var words = (await process.StandardOutput.ReadToEndAsync(cancel)).Split(' ', StringSplitOptions.TrimEntries);
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0)
            throw new MissingToolException(
                $"{python} {script} failed with exit code {process.ExitCode}: it needs torch, and memory for all "
                    + "distances");
        double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
        return (Number(words[0]), words[1], words[2], [.. words[3..].Select(Number)]);
    }

    private static string Scores(int[] ks, double[] recall) =>
        string.Join(", ", ks.Zip(recall, (k, r) => Text($"Recall@{k} {r:F2} %")));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
