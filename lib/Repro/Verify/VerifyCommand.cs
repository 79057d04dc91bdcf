using System.CommandLine;
using CrossRes.Experiments;
using CrossRes.Training;

namespace Repro.Verify;

/// <summary><c>repro verify [RESULTS]</c>: does every number follow from a record?</summary>
internal static class VerifyCommand
{
    internal static Command Create(Workspace workspace)
    {
        Argument<string?> folder = new("results") { Description = "a results folder; the kit's own without it",
            Arity = ArgumentArity.ZeroOrOne };
        Option<bool> rewrite = new("--rewrite")
        {
            Description = "write again, from records as they were stored, what the code shows otherwise now: pages, "
                + "the report, what notebooks open with",
        };
        Command command = new("verify",
            "Make every stored table and figure, and what notebooks open with, again from the run records and "
                + "compare, and check each record; nothing is trained. Exit code 1 where something does not fit")
        { folder, rewrite };
        command.SetAction(arguments =>
        {
            var report = ResultsAudit.Run(
                arguments.GetValue(folder) ?? workspace.Results, arguments.GetValue(rewrite));
            foreach (var fault in report.Faults) Console.WriteLine(fault);
            foreach (var note in report.Notes) Console.WriteLine($"note: {note}");
            var faults = report.Faults.Count;
            var verdict = faults switch { 0 => "all follow", 1 => "1 fault", _ => $"{faults} faults" };
            var (records, tables) = (report.Records.Count, report.Stored.Count);
            Console.WriteLine(FormattableString.Invariant(
                $"{records:N0} records, {tables} tables, {report.Figures} figures: {verdict}"));
            return report.Faults.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
