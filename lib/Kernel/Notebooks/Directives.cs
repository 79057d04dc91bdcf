using System.Text.RegularExpressions;

namespace CSharpKernel.Notebooks;

/// <summary>Lines of a cell that begin with <c>#!</c>: <c>#!time</c> and <c>#!import "file"</c>.</summary>
/// <param name="Code">The cell with those lines as comments of the same length.</param>
/// <param name="Timed">Whether the cell's time is to be told.</param>
/// <param name="Imports">Files to run before the cell, with the line that names each, from 1.</param>
internal sealed partial record Directives(string Code, bool Timed, IReadOnlyList<(string File, int Line)> Imports)
{
    /// <exception cref="DirectiveException">There is no such directive.</exception>
    internal static Directives Read(string cell)
    {
        var (timed, imports) = (false, new List<(string, int)>());
        foreach (var (text, line) in cell.Split('\n').Select((text, k) => (text, k + 1)).Where(l => l.text.StartsWith("#!", StringComparison.Ordinal)))
        {
            var match = Line().Match(text);
            switch (match.Groups[1].Value)
            {
                case "time":
                    timed = true;
                    break;
                case "import" when match.Groups[2].Length > 0:
                    imports.Add((match.Groups[2].Value.Trim().Trim('"'), line));
                    break;
                case "csharp" or "c#": // how .NET Interactive marks a cell's language
                    break;
                default:
                    throw new DirectiveException(line, $"{text.Trim()} is no directive; there are #!time and #!import \"file\"");
            }
        }
        return new(Hide(cell), timed, imports);
    }

    /// <summary>The cell for the compiler: known or not, directives become comments, so that all else stays in its place.</summary>
    internal static string Hide(string cell) => Mark().Replace(cell, "//");

    [GeneratedRegex(@"^#!([\w#]+)(?:\s+(.+))?\s*$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^#!", RegexOptions.Multiline)]
    private static partial Regex Mark();
}

/// <summary>A line of a cell that asks for what there is not.</summary>
internal sealed class DirectiveException(int line, string message) : Exception(message)
{
    internal int Line => line;
}
