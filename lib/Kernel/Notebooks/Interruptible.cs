using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Notebooks;

/// <summary>
/// Puts a look at the wish to interrupt into every loop, jump, function, await and generated sequence of a cell, so
/// that an endless loop can be stopped and an endless recursion is an exception instead of the end of the process.
/// Lines stay
/// where they are.
/// </summary>
internal sealed class Interruptible : CSharpSyntaxRewriter
{
    private static readonly StatementSyntax Look =
        SyntaxFactory.ParseStatement($"global::{typeof(CellGuard).FullName}.{nameof(CellGuard.Look)}();");

    private static readonly TypeSyntax Nothing = SyntaxFactory.ParseTypeName("void"),
    Something = SyntaxFactory.ParseTypeName("object");

    private static readonly string Guard = $"global::{typeof(CellGuard).FullName}";

    private readonly bool waits;

    private Interruptible(bool waits) => this.waits = waits;

    /// <param name="waits">Also where a cell waits for a task without <c>await</c>: its text alone does not say whether
    /// it is one.</param>
    internal static string Rewrite(string code, bool waits)
    {
        var tree = CSharpSyntaxTree.ParseText(code,
            new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script));
        return new Interruptible(waits).Visit(tree.GetRoot()).ToFullString();
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
        base.VisitForStatement(node.WithStatement(Looking(node.Statement)));

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) => base.VisitForEachStatement(node
        .WithExpression(node.AwaitKeyword.IsKind(SyntaxKind.None)
            ? node.Expression : Guarded(nameof(CellGuard.Each), node.Expression))
        .WithStatement(Looking(node.Statement)));

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        base.VisitForEachVariableStatement(node
        .WithExpression(node.AwaitKeyword.IsKind(SyntaxKind.None)
            ? node.Expression : Guarded(nameof(CellGuard.Each), node.Expression))
        .WithStatement(Looking(node.Statement)));

    public override SyntaxNode? VisitGotoStatement(GotoStatementSyntax node) =>
        SyntaxFactory.Block(Look, node.WithoutTrivia()).WithTriviaFrom(node);

    public override SyntaxNode? VisitAwaitExpression(AwaitExpressionSyntax node)
    {
        var visited = (AwaitExpressionSyntax)base.VisitAwaitExpression(node)!;
        return visited.Expression is InvocationExpressionSyntax
            { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" } access } call
            ? visited.WithExpression(
                call.WithExpression(access.WithExpression(Guarded(nameof(CellGuard.Until), access.Expression))))
            : visited.WithExpression(Guarded(nameof(CellGuard.Until), visited.Expression));
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var visited = base.VisitInvocationExpression(node)!;
        if (node.Expression is not MemberAccessExpressionSyntax called
            || visited is not InvocationExpressionSyntax call) return visited;
        var (owner, name) = ($"{called.Expression}".Split('.')[^1], called.Name.Identifier.Text);
        if (owner is "Enumerable" or "ParallelEnumerable" or "AsyncEnumerable"
            || name == "AsParallel") return Guarded(nameof(CellGuard.Each), call);
        if (owner == "Thread" && name == "Sleep") return call.WithExpression(
            SyntaxFactory.ParseExpression($"{Guard}.{nameof(CellGuard.Sleep)}").WithTriviaFrom(call.Expression));
        if (owner == "Task" && name is "WaitAll" or "WaitAny" && call.ArgumentList.Arguments.Count == 1)
            return call.AddArgumentListArguments(
                SyntaxFactory.Argument(SyntaxFactory.ParseExpression($"{Guard}.{nameof(CellGuard.Stop)}")));
        return owner == "Parallel"
            ? call.WithArgumentList(call.ArgumentList.WithArguments(
                [.. call.ArgumentList.Arguments.Select(a => a.WithExpression(Looking(a.Expression)))]))
            : call;
    }

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        var visited = (MemberAccessExpressionSyntax)base.VisitMemberAccessExpression(node)!;
        if (!waits || !Blocks(node) || node.Expression is ThisExpressionSyntax or BaseExpressionSyntax) return visited;
        return visited.Expression is InvocationExpressionSyntax
            { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" } access } call
            ? visited.WithExpression(
                call.WithExpression(access.WithExpression(Guarded(nameof(CellGuard.Done), access.Expression))))
            : visited.WithExpression(Guarded(nameof(CellGuard.Done), visited.Expression));
    }

    /// <summary>
    /// Whether a member of a task is asked for that holds the thread until the task is over: <c>Result</c>,
    /// <c>Wait()</c>, <c>GetAwaiter().GetResult()</c>.
    /// </summary>
    private static bool Blocks(MemberAccessExpressionSyntax node) => node.Name.Identifier.Text switch
    {
        "Result" => node.Parent is not InvocationExpressionSyntax
            && (node.Parent is not AssignmentExpressionSyntax set || set.Left != node),
        "Wait" => node.Parent is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 },
        "GetAwaiter" => node.Parent is InvocationExpressionSyntax
                { Parent: MemberAccessExpressionSyntax { Name.Identifier.Text: "GetResult" } },
        _ => false,
    };

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
        base.VisitWhileStatement(node.WithStatement(Looking(node.Statement)));

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
        base.VisitDoStatement(node.WithStatement(Looking(node.Statement)));

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        base.VisitMethodDeclaration((MethodDeclarationSyntax)Looking(node, node.ReturnType));

    public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node) =>
        base.VisitOperatorDeclaration((OperatorDeclarationSyntax)Looking(node, node.ReturnType));

    public override SyntaxNode? VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) =>
        base.VisitConversionOperatorDeclaration((ConversionOperatorDeclarationSyntax)Looking(node, node.Type));

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) =>
        base.VisitConstructorDeclaration((ConstructorDeclarationSyntax)Looking(node, Nothing));

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        base.VisitLocalFunctionStatement(
        node.Body is { } body ? node.WithBody(Looking(body))
        : node.ExpressionBody is { } arrow && Block(arrow, node.ReturnType, node.Modifiers) is { } block
            ? node.WithBody(block).WithExpressionBody(null).WithSemicolonToken(default) : node);

    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node) =>
        base.VisitAccessorDeclaration(
        node.Body is { } body ? node.WithBody(Looking(body))
        : node.ExpressionBody is { } arrow
            && Block(arrow, node.IsKind(SyntaxKind.GetAccessorDeclaration) ? Something : Nothing, default) is { } block
            ? node.WithBody(block).WithExpressionBody(null).WithSemicolonToken(default) : node);

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node) =>
        base.VisitPropertyDeclaration(
        node.ExpressionBody is { } arrow
            ? node.WithExpressionBody(null).WithSemicolonToken(default)
                .WithAccessorList(Getter(arrow, node.SemicolonToken))
            : node);

    public override SyntaxNode? VisitIndexerDeclaration(IndexerDeclarationSyntax node) => base.VisitIndexerDeclaration(
        node.ExpressionBody is { } arrow
            ? node.WithExpressionBody(null).WithSemicolonToken(default)
                .WithAccessorList(Getter(arrow, node.SemicolonToken))
            : node);

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
        base.VisitSimpleLambdaExpression(node.Block is { } body ? node.WithBlock(Looking(body)) : node);

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        base.VisitParenthesizedLambdaExpression(node.Block is { } body ? node.WithBlock(Looking(body)) : node);

    private static InvocationExpressionSyntax Guarded(string method, ExpressionSyntax expression) =>
        SyntaxFactory.InvocationExpression(
        SyntaxFactory.ParseExpression($"{Guard}.{method}").WithLeadingTrivia(expression.GetLeadingTrivia()),
        SyntaxFactory.ArgumentList([SyntaxFactory.Argument(expression.WithoutLeadingTrivia())]));

    /// <summary>The body that a parallel loop calls: a call or an assignment as a block that looks first.</summary>
    private static ExpressionSyntax Looking(ExpressionSyntax body) =>
        body is LambdaExpressionSyntax
        {
            ExpressionBody: InvocationExpressionSyntax or AssignmentExpressionSyntax or PrefixUnaryExpressionSyntax
                or PostfixUnaryExpressionSyntax,
        } lambda
        && !lambda.Modifiers.Any(SyntaxKind.AsyncKeyword)
            && lambda is not ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: > 2 }
            ? lambda.WithExpressionBody(null)
                .WithBlock(SyntaxFactory.Block(Look, SyntaxFactory.ExpressionStatement(lambda.ExpressionBody)))
            : body;

    private static AccessorListSyntax Getter(ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon) =>
        SyntaxFactory.AccessorList(
        [SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration).WithExpressionBody(arrow)
            .WithSemicolonToken(semicolon)]);

    private static BaseMethodDeclarationSyntax Looking(BaseMethodDeclarationSyntax node, TypeSyntax type) =>
        node.Body is { } body ? node.WithBody(Looking(body))
        : node.ExpressionBody is { } arrow && Block(arrow, type, node.Modifiers) is { } block
            ? node.WithBody(block).WithExpressionBody(null).WithSemicolonToken(default) : node;

    private static BlockSyntax Looking(BlockSyntax body) => body.WithStatements(body.Statements.Insert(0, Look));

    private static BlockSyntax Looking(StatementSyntax body) => body is BlockSyntax block ? Looking(block)
        : SyntaxFactory.Block(Look, body.WithoutTrailingTrivia()).WithTrailingTrivia(body.GetTrailingTrivia());

    /// <summary>An expression body as a block; null where that would mean something else.</summary>
    private static BlockSyntax? Block(ArrowExpressionClauseSyntax arrow, TypeSyntax type, SyntaxTokenList modifiers)
    {
        if (arrow.Expression is RefExpressionSyntax or ThrowExpressionSyntax || modifiers.Any(SyntaxKind.AsyncKeyword)
            || modifiers.Any(SyntaxKind.UnsafeKeyword))
            return null;
        var expression = arrow.Expression.WithLeadingTrivia(SyntaxFactory.Space);
        var isVoid = type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        StatementSyntax last = isVoid
            ? SyntaxFactory.ExpressionStatement(expression) : SyntaxFactory.ReturnStatement(expression);
        return SyntaxFactory.Block(Look, last)
            .WithLeadingTrivia(arrow.GetLeadingTrivia().AddRange(arrow.ArrowToken.TrailingTrivia))
                .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
    }
}
