using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace CSharpKernel.Notebooks;

/// <summary>What an editor asks of a cell that is being written: names that may follow, and what a name is.</summary>
internal sealed class CodeHelp
{
    private static readonly SymbolDisplayFormat Signature = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeContainingType,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue,
        localOptions: SymbolDisplayLocalOptions.IncludeType,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly SemanticModel model;
    private readonly SyntaxNode root;

    internal CodeHelp(Script script)
    {
        var compilation = script.GetCompilation();
        var tree = compilation.SyntaxTrees.Last(); // after those of #load
        (model, root) = (compilation.GetSemanticModel(tree), tree.GetRoot());
    }

    /// <summary>Names that may stand at a place, with their kinds.</summary>
    /// <param name="place">In UTF-16 units.</param>
    /// <returns>Where the name begins that they would replace, and the names.</returns>
    internal (int Start, IReadOnlyList<(string Name, string Kind)> Names) Complete(int place)
    {
        place = Math.Clamp(place, 0, root.FullSpan.End);
        var token = root.FindToken(Math.Max(0, place - 1));
        if (token.IsKind(SyntaxKind.EndOfFileToken)) token = token.GetPreviousToken();
        var isName = token.IsKind(SyntaxKind.IdentifierToken) && token.SpanStart < place && place <= token.Span.End;
        var start = isName ? token.SpanStart : place;
        var prefix = isName ? token.Text[..(place - start)] : "";
        var symbols = Owner(isName ? token.GetPreviousToken() : token) is { } owner
            ? Members(owner, start) : model.LookupSymbols(start);
        return (start, [.. symbols
            .Where(s => s.CanBeReferencedByName && s.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                && !s.IsImplicitlyDeclared)
            .Select(s => (s.Name, Kind(s))).Distinct().OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>
    /// What the name at a place stands for: its signature and documentation; null where there is none.
    /// </summary>
    internal string? Inspect(int place)
    {
        var token = root.FindToken(Math.Clamp(place, 0, root.FullSpan.End));
        if (!token.IsKind(SyntaxKind.IdentifierToken)) token = root.FindToken(
            Math.Clamp(place - 1, 0, root.FullSpan.End));
        if (token.Parent is not { } node) return null;
        var info = model.GetSymbolInfo(node);
        var symbols = info.Symbol is { } one ? [one] : info.CandidateSymbols;
        if (symbols.IsEmpty && model.GetDeclaredSymbol(node) is { } declared) symbols = [declared];
        if (symbols.IsEmpty) return null;
        return string.Join("\n", symbols.Select(s => s.ToDisplayString(Signature)).Distinct())
            + (XmlDocs.Summary(symbols[0].GetDocumentationCommentXml(expandIncludes: true)) is { Length: > 0 } text
                ? $"\n\n{text}" : "");
    }

    /// <summary>What stands before the dot of a member access.</summary>
    private static ExpressionSyntax? Owner(SyntaxToken dot) => dot switch
    {
        { RawKind: (int)SyntaxKind.DotToken, Parent: MemberAccessExpressionSyntax access } => access.Expression,
        { RawKind: (int)SyntaxKind.DotToken, Parent: QualifiedNameSyntax name } => name.Left,
        { RawKind: (int)SyntaxKind.DotToken,
            Parent: MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax conditional } } =>
                conditional.Expression,
        _ => null,
    };

    private ImmutableArray<ISymbol> Members(ExpressionSyntax owner, int place) =>
        model.GetSymbolInfo(owner).Symbol switch
    {
        INamespaceSymbol space => [.. space.GetMembers()],
        INamedTypeSymbol type => [.. model.LookupSymbols(place, type).Where(s => s.IsStatic || s is ITypeSymbol)],
        _ when model.GetTypeInfo(owner).Type is { } type =>
            [.. model.LookupSymbols(place, type, includeReducedExtensionMethods: true).Where(s =>
                !s.IsStatic && s is not ITypeSymbol)],
        _ => [],
    };

    private static string Kind(ISymbol symbol) => symbol switch
    {
        IMethodSymbol => "function",
        INamespaceSymbol => "module",
        INamedTypeSymbol { TypeKind: TypeKind.Interface } => "interface",
        INamedTypeSymbol { TypeKind: TypeKind.Enum } => "enum",
        ITypeSymbol => "class",
        IPropertySymbol => "property",
        IFieldSymbol or ILocalSymbol or IParameterSymbol => "variable",
        _ => "",
    };
}
