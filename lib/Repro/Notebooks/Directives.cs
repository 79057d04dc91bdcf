using System.Text.RegularExpressions;

namespace Repro.Notebooks;

/// <summary>Lines of a cell that begin with <c>#!</c>: <c>#!time</c> and <c>#!import "file"</c>.</summary>
/// <param name="Code">The cell with those lines left empty.</param>
/// <param name="Timed">Whether the cell's time is to be told.</param>
/// <param name="Imports">Files to run before the cell, with the line that names each, from 1.</param>
internal sealed partial record Directives(string Code, bool Timed, IReadOnlyList<(string File, int Line)> Imports)
{
    /// <exception cref="FormatException">There is no such directive; its message names line and remedy.</exception>
    internal static Directives Read(string cell)
    {
        var lines = cell.Split('\n');
        var (timed, imports) = (false, new List<(string, int)>());
        for (var k = 0; k < lines.Length; k++)
        {
            if (!lines[k].StartsWith("#!", StringComparison.Ordinal)) continue;
            var match = Line().Match(lines[k]);
            switch (match.Groups[1].Value)
            {
                case "time":
                    timed = true;
                    break;
                case "import" when match.Groups[2].Length > 0:
                    imports.Add((match.Groups[2].Value.Trim().Trim('"'), k + 1));
                    break;
                case "csharp" or "c#": // how .NET Interactive marks a cell's language
                    break;
                default:
                    throw new FormatException($"line {k + 1}: {lines[k].Trim()} is no directive; there are #!time and #!import \"file\"");
            }
            lines[k] = "";
        }
        return new(string.Join('\n', lines), timed, imports);
    }

    [GeneratedRegex(@"^#!([\w#]+)(?:\s+(.+))?\s*$")]
    private static partial Regex Line();
}
