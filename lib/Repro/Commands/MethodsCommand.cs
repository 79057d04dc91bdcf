using System.CommandLine;
using CrossRes.Losses;

namespace Repro.Commands;

/// <summary><c>repro methods</c>: every loss with its formula and options.</summary>
internal static class MethodsCommand
{
    internal static Command Create()
    {
        Command command = new("methods", "List every loss: its paper, formula and options");
        command.SetAction(_ =>
        {
            foreach (var entry in LossRegistry.Entries)
            {
                Console.WriteLine($"{entry.Name}\n  {entry.Paper}\n  {entry.Formula}");
                foreach (var option in entry.Options)
                    Console.WriteLine($"  {option.Name} = {option.Default}{(option.Choices.Length > 0 ? $" ({string.Join(" | ", option.Choices)})" : "")}: {option.Meaning} [{option.Provenance}]");
            }
            return 0;
        });
        return command;
    }
}
