using System.CommandLine;
using CrossRes.Common;
using CrossRes.Training;
using Repro.Verify;

namespace Repro.Report;

/// <summary><c>repro report [RESULTS]</c>: every stored table and figure on one page.</summary>
internal static class ReportCommand
{
    internal static Command Create(Workspace workspace)
    {
        Argument<string?> folder = new("results") { Description = "a results folder; the kit's own without it",
            Arity = ArgumentArity.ZeroOrOne };
        Command command = new("report",
            $"Write {ReportPage.Name} into the results folder: one page, offline, with every table and figure, paper "
                + "beside measured, each number linked to its runs; from stored records alone") { folder };
        command.SetAction(arguments =>
        {
            var audit = ResultsAudit.Run(arguments.GetValue(folder) ?? workspace.Results);
            var path = Write(audit);
            var (name, megabytes) = (Path.GetRelativePath(Environment.CurrentDirectory, path),
                new FileInfo(path).Length / 1e6);
            Console.WriteLine(FormattableString.Invariant($"{name}: {megabytes:0.0} MB"));
            if (audit.Faults.Any(f => f.Place.Split(',')[0] != ReportPage.Name))
                Console.WriteLine("note: ./repro verify finds faults in the results");
            return 0;
        });
        return command;
    }

    /// <returns>The file.</returns>
    internal static string Write(AuditReport audit)
    {
        var path = Path.Combine(audit.Root, ReportPage.Name);
        AtomicFile.Write(path, ReportPage.Render(audit.Root, audit.Stored, audit.Records));
        return path;
    }
}
