using System.Diagnostics;
using System.Globalization;
using CrossRes.Data.StandIns;
using CrossRes.Results;
using Repro.Commands;
using Repro.Verify;

namespace Repro.Bench.Trust;

/// <summary>
/// A training of three stages, teacher, assistant and student, in a process of its own that is killed (SIGKILL) at a
/// random moment and started again; and one whose last checkpoint is damaged before that. In the end there must be the
/// records and
/// weights of an undisturbed one, bit for bit.
/// </summary>
internal static class KillBench
{
    private static readonly string[] Command = ["train", "our-16-r", "--scale", "laptop", "--data"];
    private static readonly SyntheticOptions Images = new(1, 4, 1);

    /// <param name="seed">Of the moments.</param>
    /// <returns>How many did not come out as they should.</returns>
    internal static async Task<int> Run(int kills, int seed, TextWriter output, CancellationToken cancel)
    {
        var root = Directory.CreateTempSubdirectory("kill-").FullName;
        try
        {
            var images = Path.Combine(root, "images");
            SyntheticCifar100.Write(images, Images);
            var whole = new Checkout(Path.Combine(root, "whole"), images);
            var (first, last) = await Undisturbed(whole, cancel);
            var wanted = whole.Outcome();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"undisturbed: {wanted.Count} files of records and weights, written from {first.TotalSeconds:F1} "
                + $"s to {last.TotalSeconds:F1} s after the start"));
            var (random, same) = (new Random(seed), 0);
            for (var kill = 1; kill <= kills;)
            {
                using var broken = new Checkout(Path.Combine(root, $"kill-{kill}"), images);
                var moment = first + random.NextDouble() * (last - first);
                if (await broken.Kill(moment, cancel) is not { } found)
                {
                    last = moment; // the machine was busier when it was timed: done by then
                    continue;
                }
                var problem = await broken.Resume(wanted, cancel);
                if (problem is null) same++;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"kill {kill++}: after {moment.TotalSeconds:F2} s, {found}; {problem ?? "resumed to the same"}"));
            }
            output.WriteLine(Text($"{kills} kills: {same} resumed to the same records and weights"));
            var told = 0;
            foreach (var (what, damage) in (
                IEnumerable<(string, Action<string>)>)[("a bit of model.safetensors flipped", Flip),
                ("the end of optimizer.bin cut off", Cut)])
            {
                using var broken = new Checkout(Path.Combine(root, what.Replace(' ', '-')), images);
                await broken.KillWithTwoCheckpoints(damage, cancel);
                var problem = await broken.Resume(wanted, cancel, "the checkpoint is damaged");
                if (problem is null) told++;
                output.WriteLine($"{what}: {problem ?? "told, one checkpoint back, resumed to the same"}");
            }
            return kills - same + 2 - told;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<(TimeSpan First, TimeSpan Last)> Undisturbed(Checkout whole, CancellationToken cancel)
    {
        using var process = whole.Start();
        var clock = Stopwatch.StartNew();
        while (!Directory.Exists(whole.Runs) && !process.HasExited) await Task.Delay(5, cancel);
        var first = clock.Elapsed;
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0 ? (first, clock.Elapsed) : throw new MissingToolException(
            $"the undisturbed training failed: {output}{await process.StandardError.ReadToEndAsync(cancel)}");
    }

    private static void Flip(string checkpoint)
    {
        var file = Path.Combine(checkpoint, "model.safetensors");
        var bytes = File.ReadAllBytes(file);
        bytes[^(bytes.Length / 3)] ^= 4;
        File.WriteAllBytes(file, bytes);
    }

    private static void Cut(string checkpoint)
    {
        using var file = File.OpenWrite(Path.Combine(checkpoint, "optimizer.bin"));
        file.SetLength(file.Length - 7);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A checkout without code, in which the program trains.</summary>
    private sealed class Checkout : IDisposable
    {
        private readonly string folder, images;

        internal Checkout(string folder, string images)
        {
            (this.folder, this.images) = (folder, images);
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "Repro.sln"), "");
        }

        internal string Runs => Path.Combine(folder, ".crossres", "runs");

        private string Results => Path.Combine(folder, "results");

        internal Process Start()
        {
            var start = new ProcessStartInfo("dotnet",
                [Path.Combine(AppContext.BaseDirectory, "repro.dll"), .. Command, images])
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            return Process.Start(start)!;
        }

        /// <returns>How far it had come; null where it was done before.</returns>
        internal async Task<string?> Kill(TimeSpan moment, CancellationToken cancel)
        {
            using var process = Start();
            var output = process.StandardOutput.ReadToEndAsync(cancel); // a full pipe would stop it
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(moment);
            try
            {
                await process.WaitForExitAsync(limit.Token);
                return null;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                process.Kill();
            }
            await process.WaitForExitAsync(cancel);
            await output;
            return $"{Records().Count()} of 3 stages done, {Checkpoints().Count()} checkpoints there";
        }

        /// <summary>Kills a training as soon as it has two checkpoints, and damages the last.</summary>
        internal async Task KillWithTwoCheckpoints(Action<string> damage, CancellationToken cancel)
        {
            using var process = Start();
            while (!process.HasExited && Checkpoints().Count() < 2) await Task.Delay(2, cancel);
            if (process.HasExited) throw new MissingToolException(
                "the training was over before it had two checkpoints");
            process.Kill();
            await process.WaitForExitAsync(cancel);
            damage(Checkpoints().Order(StringComparer.Ordinal).Last());
        }

        /// <summary>Trains to the end.</summary>
        /// <param name="told">What must be said of it.</param>
        /// <returns>What is not as it should be.</returns>
        internal async Task<string?> Resume(IReadOnlyDictionary<string, string> wanted, CancellationToken cancel,
            string told = "")
        {
            using var process = Start();
            var error = process.StandardError.ReadToEndAsync(cancel);
            var output = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0) return $"exit code {process.ExitCode}: {await error}";
            if (!output.Contains(told, StringComparison.Ordinal)) return $"nothing was said of \"{told}\"";
            var found = Outcome();
            return found.Keys.Union(wanted.Keys).FirstOrDefault(name =>
                found.GetValueOrDefault(name) != wanted.GetValueOrDefault(name)) is { } other
                    ? $"{other} is not the same" : null;
        }

        /// <summary>
        /// What was computed, by file: the numbers of each record, and the checksum of each network's weights.
        /// </summary>
        internal IReadOnlyDictionary<string, string> Outcome() => Records()
            .Select(path => (Path: path, Content: RecordFile.ToJson(RecordComparison.NumbersOf(RecordFile.Read(path)))))
            .Concat(Directory.EnumerateFiles(Runs, "weights.safetensors", SearchOption.AllDirectories).Select(path =>
                (Path: path, Content: CheckSums.Render(path))))
            .ToDictionary(f => Path.GetRelativePath(folder, f.Path), f => f.Content);

        private IEnumerable<string> Records() => Directory.Exists(Results)
            ? Directory.EnumerateFiles(Results, "*.json", SearchOption.AllDirectories).Where(RunStore.IsRecord) : [];

        private IEnumerable<string> Checkpoints() => Directory.Exists(Runs)
            ? Directory.EnumerateDirectories(Runs, "epoch-????", SearchOption.AllDirectories) : [];

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
