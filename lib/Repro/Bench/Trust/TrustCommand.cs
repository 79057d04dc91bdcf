using System.CommandLine;
using System.Globalization;

namespace Repro.Bench.Trust;

/// <summary><c>repro bench trust</c>: what damaged files do to the readers.</summary>
internal static class TrustCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal static Command Create()
    {
        Argument<string> reader = new("reader") { Description = string.Join(", ", MutatedReader.All.Select(r => r.Name)) };
        Option<int> files = new("--files") { Description = "how many damaged files", DefaultValueFactory = _ => 10_000, HelpName = "N" };
        Option<string?> seeds = new("--seeds") { Description = "sound files, anywhere below; drawn ones without it", HelpName = "DIR" };
        Option<int?> worker = new("--worker") { Description = "read here, from this file on", HelpName = "N", Hidden = true };
        Command trust = new("trust", "Damaged files on a reader: no crash, no hang, less than 1 GiB, nothing truncated taken for whole") { reader, files, seeds, worker };
        trust.SetAction(async (arguments, cancel) =>
        {
            var (chosen, folder, count) = (MutatedReader.Named(arguments.GetValue(reader)!), arguments.GetValue(seeds), arguments.GetValue(files));
            if (arguments.GetValue(worker) is { } first)
            {
                MutationWorker.Run(chosen, chosen.Seeds(folder), first, count, Console.Out);
                return 0;
            }
            var report = await MutationRun.Run(chosen, folder, count, Patience, cancel);
            Write(chosen, report, Console.Out);
            return report.Faults.Count == 0 ? 0 : 1;
        });
        return trust;
    }

    private static void Write(MutatedReader reader, MutationReport report, TextWriter output)
    {
        foreach (var fault in report.Faults.Take(20)) output.WriteLine(fault);
        var counts = string.Join(", ", report.Counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value:N0}")));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reader.Name}: {counts}; at most {report.PeakMemory >> 20:N0} MiB; slowest file {report.Slowest:F2} s"));
    }
}
