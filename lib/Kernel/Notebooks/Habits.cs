using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Notebooks;

/// <summary>
/// What readers bring along from programs and from Python and what a C# cell cannot: named, with what to write.
/// </summary>
internal static class Habits
{
    /// <summary>What to write in the place of code that does not compile; null where nothing is known.</summary>
    /// <param name="problems">Lines that the compiler complains of, from 1.</param>
    internal static (int Line, string Advice)? Advice(string code, IReadOnlyCollection<int> problems)
    {
        var lines = code.Split('\n');
        foreach (var line in problems.Append(1).Order())
        {
            var text = line <= lines.Length ? lines[line - 1].Trim() : "";
            if (text.StartsWith("%%time", StringComparison.Ordinal)
                || text.StartsWith("%time", StringComparison.Ordinal))
                return (line, $"{text.Split(' ')[0]} is IPython's; here a line #!time tells how long the cell took");
            if (text.StartsWith('%') && text.TrimStart('%').FirstOrDefault() is var first && char.IsLetter(first))
                return (line, $"{text.Split(' ')[0]} is a magic of IPython's; a C# cell has #!time, #!import \"file\" "
                    + "and #r \"file.dll\"");
            if (text.Length > 1 && text[0] == '!')
                return (line, $"{text}: a cell starts no shell; write "
                    + $"System.Diagnostics.Process.Start(\"{text[1..].Trim().Split(' ')[0]}\", …)");
        }
        return Using(code);
    }

    private static (int Line, string Advice)? Using(string code)
    {
        var program = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest));
        var declared = program.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Select(member =>
            member.Statement)
            .OfType<LocalDeclarationStatementSyntax>().FirstOrDefault(statement =>
                !statement.UsingKeyword.IsKind(SyntaxKind.None));
        if (declared is null) return null;
        var name = declared.Declaration.Variables[0].Identifier.Text;
        return (declared.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
            $"a cell cannot declare \"using {declared.Declaration.Type} {name}\", since its variables stay for later "
                + "cells; "
            + $"write \"{declared.Declaration.Type} {name} = …;\" and {name}.Dispose() where it is done, or using "
            + $"({declared.Declaration.Type} {name} = …) {{ … }}");
    }
}
