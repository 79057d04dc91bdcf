using System.CommandLine;
using CrossRes.Experiments;
using CrossRes.Training;

namespace Repro.Compare;

/// <summary><c>repro compare RUN RUN</c>: two stored runs side by side.</summary>
internal static class CompareCommand
{
    internal static Command Create(Workspace workspace)
    {
        Argument<string> first = new("A") { Description = NamedRuns.Forms };
        Argument<string> second = new("B") { Description = "what it is compared with" };
        Option<string?> results = new(
            "--results") { Description = "where the records are; the kit's own results without it", HelpName = "DIR" };
        Command command = new("compare",
            "Two stored runs side by side: what differs in recipe, data and engine, and the scores of all their seeds "
                + "with the interval of the paired difference. For example ./repro compare table1/our-16-r "
                + "table1/alone-16-r") { first, second, results };
        command.SetAction(arguments =>
        {
            var folder = arguments.GetValue(results) ?? workspace.Results;
            foreach (var line in new RunComparison(NamedRuns.Find(folder, arguments.GetValue(first)!),
                NamedRuns.Find(folder, arguments.GetValue(second)!)).Lines())
                Console.WriteLine(line);
            return 0;
        });
        return command;
    }
}
