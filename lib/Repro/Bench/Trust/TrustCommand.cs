using System.CommandLine;
using System.Globalization;

namespace Repro.Bench.Trust;

/// <summary><c>repro bench trust</c>: what kills do to a training, and damaged files to the readers.</summary>
internal static class TrustCommand
{
    private const string Kill = "kill";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal static Command Create()
    {
        Argument<string[]> parts = new("parts")
        {
            Description = $"{Kill}, or readers: {string.Join(", ", MutatedReader.All.Select(r => r.Name))}; all of "
                + "them without any", Arity = ArgumentArity.ZeroOrMore,
        };
        Option<int> files = new("--files") { Description = "how many damaged files for each reader",
            DefaultValueFactory = _ => 10_000, HelpName = "N" };
        Option<int> kills = new("--kills") { Description = "how many trainings are killed", DefaultValueFactory = _ =>
            25, HelpName = "N" };
        Option<int> seed = new("--seed") { Description = "another seed kills at other moments",
            DefaultValueFactory = _ => 1, HelpName = "S" };
        Option<string?> seeds = new("--seeds") { Description = "sound files, anywhere below; drawn ones without it",
            HelpName = "DIR" };
        Option<int?> worker = new("--worker") { Description = "read here, from this file on", HelpName = "N",
            Hidden = true };
        Command trust = new("trust",
            "A training of three stages that is killed at random moments and resumed, and damaged files on every "
                + "reader: the same records and weights bit for bit; no crash, no hang, less than 1 GiB, nothing "
                + "truncated taken for whole, nothing written elsewhere")
        {
            parts, files, kills, seed, seeds, worker,
        };
        trust.SetAction(async (arguments, cancel) =>
        {
            var (named, folder, count) = (arguments.GetValue(parts)
                ?? [], arguments.GetValue(seeds), arguments.GetValue(files));
            if (arguments.GetValue(worker) is { } first)
            {
                var chosen = MutatedReader.Named(named.Single());
                MutationWorker.Run(chosen, chosen.Seeds(folder), first, count, Console.Out);
                return 0;
            }
            MutatedReader[] readers = named is []
                ? [.. MutatedReader.All] : [.. named.Where(n => n != Kill).Select(MutatedReader.Named)];
            var faults = named is [] || named.Contains(Kill)
                ? await KillBench.Run(arguments.GetValue(kills), arguments.GetValue(seed), Console.Out, cancel) : 0;
            if (readers.Length > 0) Console.WriteLine(
                "| reader | files | read | refused | anything else | most memory | slowest file |\n| --- | ---: | ---: "
                    + "| ---: | ---: | ---: | ---: |");
            foreach (var reader in readers)
            {
                var report = await MutationRun.Run(reader, folder, count, Patience, cancel);
                Write(reader, report, Console.Out);
                faults += report.Faults.Count;
            }
            return faults == 0 ? 0 : 1;
        });
        return trust;
    }

    private static void Write(MutatedReader reader, MutationReport report, TextWriter output)
    {
        var (read, refused) = (report.Counts[Fate.Read], report.Counts[Fate.Refused]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {reader.Name} | {report.Counts.Values.Sum():N0} | {read:N0} | {refused:N0} | "
                + $"{report.Counts.Values.Sum() - read - refused:N0} | {report.PeakMemory >> 20:N0} MiB | "
                + $"{report.Slowest:F2} s |"));
        foreach (var fault in report.Faults.Take(20)) output.WriteLine(fault);
    }
}
