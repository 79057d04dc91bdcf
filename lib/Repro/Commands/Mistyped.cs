using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using CrossRes.Common;

namespace Repro.Commands;

/// <summary>A command line that is none, in one line: what is wrong with it, and what helps.</summary>
internal static class Mistyped
{
    /// <summary>Null where the command line can be followed.</summary>
    internal static string? Line(ParseResult parsed)
    {
        if (parsed.Action is not ParseErrorAction) return null;
        var (result, command) = (parsed.CommandResult, parsed.CommandResult.Command);
        var commands = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        var problem = parsed.UnmatchedTokens.FirstOrDefault() is { } word
            ? word.StartsWith('-')
                ? $"{word}: no such option; {Spelling.Hint(word, command.Options.Select(o => o.Name))}"
            : commands.Count > 0 ? $"{word}: no such command; {Spelling.Hint(word, commands)}"
            : $"{word}: one word too many; "
            : commands.Count > 0 ? $"what of {string.Join(", ", commands)}? "
            : $"{parsed.Errors[0].Message.TrimEnd('.')}; ";
        return $"{problem}{Path(result)} --help says how it is used";
    }

    private static string Path(SymbolResult result) =>
        result is CommandResult { Parent: { } before, Command.Name: var name } ? $"{Path(before)} {name}" : "./repro";
}
