using System.CommandLine;
using CrossRes.Losses;
using Repro.Terminal;
using Spectre.Console;

namespace Repro.Commands;

/// <summary><c>repro methods [NAME] [--json]</c>: every loss, or one with its options.</summary>
internal static class MethodsCommand
{
    internal static Command Create()
    {
        Argument<string?> name = new("name") { Description = "one method, with its options",
            Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = new("--json") { Description = "print JSON" };
        Command command = new("methods",
            "List every loss: its paper, formula, usual weight, and the reference numbers it agrees with; ./repro "
                + "methods crd tells of one with its options") { name,
            json };
        command.SetAction(arguments =>
        {
            var one = arguments.GetValue(name);
            IReadOnlyList<LossEntry> entries = one is null ? LossRegistry.Entries : [LossRegistry.Find(one)];
            if (arguments.GetValue(json))
                Console.WriteLine(MethodsView.ToJson(entries));
            else if (one is null && AnsiConsole.Profile.Out.IsTerminal)
            {
                AnsiConsole.Write(MethodsView.Table(entries));
                AnsiConsole.MarkupLine("[dim]repro methods NAME shows a method's options.[/]");
            }
            else
                Console.WriteLine(string.Join(Environment.NewLine, entries.Select(MethodsView.ToText)));
            return 0;
        });
        return command;
    }
}
