using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repro.Notebooks;

/// <summary>
/// Puts a look at the wish to interrupt into every loop and function of a cell, so that an endless loop can be stopped
/// and an endless recursion is an exception instead of the end of the process. Lines stay where they are.
/// </summary>
internal sealed class Interruptible : CSharpSyntaxRewriter
{
    private static readonly StatementSyntax Look =
        SyntaxFactory.ParseStatement($"global::{typeof(CellGuard).FullName}.{nameof(CellGuard.Look)}();");

    internal static string Rewrite(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script));
        return new Interruptible().Visit(tree.GetRoot()).ToFullString();
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
        base.VisitForStatement(node.WithStatement(Looking(node.Statement)));

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
        base.VisitForEachStatement(node.WithStatement(Looking(node.Statement)));

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        base.VisitForEachVariableStatement(node.WithStatement(Looking(node.Statement)));

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
        base.VisitWhileStatement(node.WithStatement(Looking(node.Statement)));

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
        base.VisitDoStatement(node.WithStatement(Looking(node.Statement)));

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) => base.VisitMethodDeclaration(
        node.Body is { } body ? node.WithBody(Looking(body))
        : node.ExpressionBody is { } arrow && Block(arrow, node.ReturnType, node.Modifiers) is { } block
            ? node.WithBody(block).WithExpressionBody(null).WithSemicolonToken(default) : node);

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => base.VisitLocalFunctionStatement(
        node.Body is { } body ? node.WithBody(Looking(body))
        : node.ExpressionBody is { } arrow && Block(arrow, node.ReturnType, node.Modifiers) is { } block
            ? node.WithBody(block).WithExpressionBody(null).WithSemicolonToken(default) : node);

    private static BlockSyntax Looking(BlockSyntax body) => body.WithStatements(body.Statements.Insert(0, Look));

    private static BlockSyntax Looking(StatementSyntax body) => body is BlockSyntax block ? Looking(block)
        : SyntaxFactory.Block(Look, body.WithoutTrailingTrivia()).WithTrailingTrivia(body.GetTrailingTrivia());

    /// <summary>An expression body as a block; null where that would mean something else.</summary>
    private static BlockSyntax? Block(ArrowExpressionClauseSyntax arrow, TypeSyntax type, SyntaxTokenList modifiers)
    {
        if (type is RefTypeSyntax || modifiers.Any(SyntaxKind.AsyncKeyword) || modifiers.Any(SyntaxKind.UnsafeKeyword) || arrow.Expression is ThrowExpressionSyntax)
            return null;
        var expression = arrow.Expression.WithLeadingTrivia(SyntaxFactory.Space);
        var isVoid = type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        StatementSyntax last = isVoid ? SyntaxFactory.ExpressionStatement(expression) : SyntaxFactory.ReturnStatement(expression);
        return SyntaxFactory.Block(Look, last)
            .WithLeadingTrivia(arrow.GetLeadingTrivia().AddRange(arrow.ArrowToken.TrailingTrivia)).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
    }
}
