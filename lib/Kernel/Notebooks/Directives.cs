using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Notebooks;

/// <summary>
/// Lines of a cell that begin with <c>#!</c>: <c>#!time</c> and <c>#!import "file"</c>. Only what the language takes
/// for a directive is one: text and comments that hold such a line stay what they are.
/// </summary>
/// <param name="Code">The cell with those lines as comments of the same length.</param>
/// <param name="Timed">Whether the cell's time is to be told.</param>
/// <param name="Imports">Files to run before the cell, with the line that names each, from 1.</param>
internal sealed partial record Directives(string Code, bool Timed, IReadOnlyList<(string File, int Line)> Imports)
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <exception cref="DirectiveException">There is no such directive.</exception>
    internal static Directives Read(string cell)
    {
        var (timed, imports) = (false, new List<(string, int)>());
        foreach (var place in Places(cell))
        {
            var text = cell[place..].Split('\n', 2)[0];
            var line = cell.AsSpan(0, place).Count('\n') + 1;
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
                case "" when place == 0 && Shebang().IsMatch(text): // a script that a shell may start
                    break;
                case var name when Languages.Named(name) is { } language:
                    throw new DirectiveException(line,
                        $"{text.Trim()}: the cell is written in {language}, and this kernel runs C#");
                default:
                    throw new DirectiveException(line,
                        $"{text.Trim()} is no directive; there are #!time and #!import \"file\"");
            }
        }
        return new(Hide(cell), timed, imports);
    }

    /// <summary>
    /// The cell for the compiler: known or not, directives become comments, so that all else stays in its place.
    /// </summary>
    internal static string Hide(string cell)
    {
        var hidden = cell.ToCharArray();
        foreach (var place in Places(cell)) hidden.AsSpan(place, 2).Fill('/');
        return new(hidden);
    }

    private static IEnumerable<int> Places(string cell) => !cell.Contains("#!", StringComparison.Ordinal) ? []
        : from trivia in CSharpSyntaxTree.ParseText(cell, Script).GetRoot().DescendantTrivia()
          where trivia.GetStructure() is DirectiveTriviaSyntax { IsActive: true }
              && cell.AsSpan(trivia.SpanStart).StartsWith("#!")
          select trivia.SpanStart;

    [GeneratedRegex(@"^#!([\w#-]+)(?:\s+(.+))?\s*$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^#!\s*/")]
    private static partial Regex Shebang();
}

/// <summary>A line of a cell that asks for what there is not.</summary>
internal sealed class DirectiveException(int line, string message) : Exception(message)
{
    internal int Line => line;
}
