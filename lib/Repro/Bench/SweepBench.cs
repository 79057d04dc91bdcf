using System.Globalization;
using System.Diagnostics;
using CrossRes.Experiments;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using CrossRes.Training;
using static TorchSharp.torch;

namespace Repro.Bench;

/// <summary>A sweep over sets of orders with the teacher's stored answers, and without.</summary>
internal static class SweepBench
{
    /// <returns>0; 1 where the two give other numbers.</returns>
    internal static int Run(Workspace workspace, Scale scale, string? data, IReadOnlyList<string> subsets,
        string student, TextWriter output, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("sweep-");
        try
        {
            var sweep = new OrderSweep(HorkdFigure4.Student("cifar100", student, 16),
                [new(Weighting.Published, subsets)]);
            var experiment = sweep.As("bench-sweep", "bench");
            Laboratory Open(string name, bool remembers) => new(
                experiment, scale, workspace.Data(data, scale),
                new RunStore(Path.Combine(folder.FullName, name, "results")),
                Path.Combine(folder.FullName, name, "work"), CPU) { Remembers = remembers };
            Machine.SetThreads();
            using Laboratory with = Open("with", true), without = Open("without", false);
            with.GetOrTrain(sweep.Base.Teacher, 1, new LineProgress(output), cancel);
            // one teacher for both
            Copy(Path.Combine(folder.FullName, "with"), Path.Combine(folder.FullName, "without"));
            var rows = experiment.Trainable.Skip(1).ToList();
            var (slow, asked) = Train(without, rows, output, cancel);
            var (fast, read) = Train(with, rows, output, cancel);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rows.Count} students, {student}, asking the teacher each time: {slow:F1} s; with its stored "
                + $"answers: {fast:F1} s; ratio: {slow / fast:F2}"));
            var difference = asked.Zip(read, RecordComparison.FirstDifference).FirstOrDefault(d => d is not null);
            output.WriteLine(difference is null
                ? "All numbers of all epochs are the same." : $"They differ: {difference}");
            return difference is null ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static (double Seconds, IReadOnlyList<RunRecord> Records) Train(Laboratory laboratory,
        IReadOnlyList<Row> rows, TextWriter output, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        RunRecord[] records = [.. rows.Select(row => laboratory.GetOrTrain(row, 1, new LineProgress(output), cancel))];
        return (clock.Elapsed.TotalSeconds, records);
    }
}
