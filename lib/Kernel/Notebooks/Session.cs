using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace CSharpKernel.Notebooks;

/// <summary>
/// Runs C# cells one after another. Variables, types, usings and references of a cell stay for the next ones;
/// a cell that fails leaves what it had assigned. One cell runs at a time.
/// </summary>
public sealed class Session : IDisposable
{
    private static readonly AsyncLocal<Session?> Running = new();
    private static readonly string[] Usings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading.Tasks"];

    private readonly InteractiveAssemblyLoader loader = new();
    private readonly References references;
    private readonly ICellHost host;
    private readonly string folder;
    private readonly Lock gate = new();
    private ScriptOptions options;
    private ScriptState<object>? state;
    private Action<CellOutput> sink = static _ => { };
    private volatile CancellationTokenSource? running;

    /// <param name="folder">The notebook's folder, from which <c>#r</c> and <c>#load</c> are resolved.</param>
    /// <param name="host">Of this session alone; null: none.</param>
    public Session(string folder, ICellHost? host = null)
    {
        (this.folder, this.host) = (Path.GetFullPath(folder), host ?? ICellHost.None);
        references = new References(this.folder, loader);
        options = ScriptOptions.Default
            .WithReferences(references.Initial(this.host.Libraries))
            .WithMetadataResolver(references)
            .WithSourceResolver(new SourceFileResolver([], this.folder))
            .WithImports([.. Usings, typeof(DisplayHelpers).FullName!])
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(System.Text.Encoding.UTF8);
        ConsoleCapture.Install();
    }

    /// <summary>The session whose cell is running in this asynchronous flow.</summary>
    internal static Session? Current => Running.Value;

    /// <summary>Where <c>Console.ReadLine()</c> of a cell gets its line from.</summary>
    internal Func<CancellationToken, string> Input { get; init; } = static _ =>
        throw new InvalidOperationException(
            "Console.ReadLine: a notebook that runs by itself has nobody to ask; give the value in a parameters cell");

    /// <summary>Runs one cell.</summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="number">The cell's number for error messages, from 1.</param>
    /// <param name="emit">Receives each output at once, in order, one at a time.</param>
    /// <param name="cancellation">As <see cref="Interrupt"/>.</param>
    /// <returns>The error that stopped the cell, emitted too; null when it ran to its end.</returns>
    public async Task<CellError?> Execute(
        string code, int number, Action<CellOutput> emit, CancellationToken cancellation = default)
    {
        (sink, Code) = (emit, code);
        Running.Value = this;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        running = stop;
        CellGuard.Heed(stop.Token);
        host.Enter(this, stop.Token);
        var clock = Stopwatch.StartNew();
        CellError? error;
        var timed = false;
        try
        {
            var directives = Directives.Read(code);
            timed = directives.Timed;
            error = await RunImports(directives, number, [], stop.Token)
                ?? await RunCell(directives.Code, number, stop.Token);
        }
        catch (DirectiveException unknown)
        {
            error = CellErrors.AtLine(number, unknown.Line, unknown);
        }
        catch (OperationCanceledException early) when (stop.IsCancellationRequested)
        {
            error = CellErrors.FromException(number, early);
        }
        running = null;
        if (error is not null && stop.IsCancellationRequested && IsCancellation(error.Exception))
            error = CellErrors.Interrupted(error);
        if (timed)
            Emit(new StreamOutput("stdout", Took(clock.Elapsed)));
        if (error is not null)
            Emit(new ErrorOutput(error));
        return error;
    }

    /// <summary>
    /// Asks the running cell to stop: loops, functions and trainings of a cell look for it. Any thread may ask.
    /// </summary>
    public void Interrupt()
    {
        try
        {
            running?.CancelAsync(); // no continuation of the cell may run on the thread that asks
        }
        catch (ObjectDisposedException)
        {
            // the cell has just ended
        }
    }

    /// <summary>What may stand at a place of a cell, given what earlier cells have declared.</summary>
    internal CodeHelp Help(string code)
    {
        var visible = Directives.Hide(code);
        return new(state is null
            ? CSharpScript.Create<object>(visible, options, assemblyLoader: loader)
            : state.Script.ContinueWith<object>(visible, options));
    }

    /// <summary>The source of the cell that runs, or of the last one.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Shows a value, as <c>display</c> does in a cell.</summary>
    public Displayed Display(object? value) => new Displayed(this).Start(value);

    /// <summary>The type of a variable that cells have declared; null when there is none of this name.</summary>
    public Type? TypeOf(string variable) => state?.GetVariable(variable)?.Type;

    /// <summary>Names of the variables that cells have declared.</summary>
    public IEnumerable<string> Variables => state?.Variables.Select(variable => variable.Name).Distinct() ?? [];

    /// <inheritdoc/>
    public void Dispose() => loader.Dispose();

    internal string ReadLine() => Input(running?.Token ?? CancellationToken.None);

    internal void Emit(CellOutput output)
    {
        lock (gate)
            sink(output);
    }

    internal void Show(object? value, Func<IReadOnlyDictionary<string, string>, CellOutput> output)
    {
        var data = ValueFormatter.Format(value, host);
        Emit(output(data));
    }

    private async Task<CellError?> RunCell(string code, int number, CancellationToken cancellation)
    {
        if (LoadReferences(code, number, cancellation) is { } missing)
            return missing;

        var source = options.WithFilePath(CellErrors.NameOf(number));
        var script = Script(Interruptible.Rewrite(code, waits: true));
        if (Problems(script).Count > 0)
        {
            script = Script(code); // whose columns are the reader's
            if (Problems(script) is { Count: > 0 } problems)
                return CellErrors.FromCompiler(number, problems, code);
            var careful = Script(Interruptible.Rewrite(code, waits: false));
            if (Problems(careful).Count == 0) script = careful;
        }

        var ran = await (state is null
            ? script.RunAsync(null, static _ => true, cancellation)
            : script.RunFromAsync(state, static _ => true, cancellation));
        if (Declares(script.GetCompilation()))
            state = ran;
        if (ran.Exception is { } thrown)
            return CellErrors.FromException(number, thrown);
        return ran.ReturnValue is not Displayed
            && (EndsInValue(script.GetCompilation(), source.FilePath) || ran.ReturnValue is not null && Returns(code))
            ? ShowResult(ran.ReturnValue, number) : null;

        Script<object> Script(string text) => state is null
            ? CSharpScript.Create<object>(text, source, assemblyLoader: loader)
            : state.Script.ContinueWith<object>(text, source);
        List<Diagnostic> Problems(Script<object> compiled) =>
            [.. compiled.Compile(cancellation).Where(found => found.Severity == DiagnosticSeverity.Error)];
    }

    /// <param name="open">Files that are being imported: this one's, and those that import it.</param>
    private async Task<CellError?> RunImports(Directives directives, int number, IReadOnlyList<string> open,
        CancellationToken cancellation)
    {
        foreach (var (file, line) in directives.Imports)
        {
            var path = Path.GetFullPath(file, open.Count == 0 ? folder : Path.GetDirectoryName(open[^1])!);
            try
            {
                if (open.Contains(path)) throw new NotebookException(
                    $"{path}: imports itself, by way of "
                        + $"{string.Join(", ", open.Append(path).Select(Path.GetFileName))}", path);
                foreach (var code in path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)
                    ? Notebook.Read(path).Cells.Where(cell => cell.Runs).Select(cell => cell.Source)
                    : [await File.ReadAllTextAsync(path, cancellation)])
                {
                    var inner = ReadImported(code, path);
                    var error = await RunImports(inner, number, [.. open, path], cancellation)
                        ?? await RunCell(inner.Code, number, cancellation);
                    if (error is not null)
                        return error with { Traceback = [.. error.Traceback,
                            $"   in {file}, imported by "
                                + $"{(open.Count == 0 ? CellErrors.NameOf(number) : Path.GetFileName(open[^1]))}, line "
                                + $"{line}"] };
                }
            }
            catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or NotebookException)
            {
                return CellErrors.AtLine(number, line, unread);
            }
        }
        return null;
    }

    private static Directives ReadImported(string code, string path)
    {
        try
        {
            return Directives.Read(code);
        }
        catch (DirectiveException unknown)
        {
            throw new NotebookException($"{path}, line {unknown.Line}: {unknown.Message}", path);
        }
    }

    // Showing runs the cell's code too: a lazy sequence, a ToString.
    private CellError? ShowResult(object? value, int number)
    {
        try
        {
            Show(value, data => new ResultOutput(data));
            return null;
        }
        catch (Exception thrown)
        {
            return CellErrors.FromException(number, thrown);
        }
    }

    private CellError? LoadReferences(string code, int number, CancellationToken cancellation)
    {
        var cell = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(kind: SourceCodeKind.Script));
        foreach (var directive in cell.GetCompilationUnitRoot().GetReferenceDirectives())
        {
            try
            {
                options = options.AddReferences(references.Load(directive.File.ValueText, note =>
                    Emit(new StreamOutput("stderr", note + "\n")), cancellation));
            }
            catch (Exception refused)
                when (refused is IOException or BadImageFormatException or UnauthorizedAccessException)
            {
                return CellErrors.AtLine(number, directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
                    refused);
            }
        }
        return null;
    }

    // Every link of the chain of scripts costs each later cell time and memory, so only a cell that adds a name becomes
    // one.
    private static bool Declares(Compilation cell) =>
        cell.ScriptClass!.GetMembers().Any(member => !member.IsImplicitlyDeclared)
        || cell.SyntaxTrees.Any(tree => tree.GetRoot()
            is CompilationUnitSyntax { Usings.Count: > 0 } or CompilationUnitSyntax { Externs.Count: > 0 });

    // "return 5;" gives a cell a value too
    private static bool Returns(string code) =>
        CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script))
        .GetRoot().DescendantNodes(node => node is not (LocalFunctionStatementSyntax
            or AnonymousFunctionExpressionSyntax or BaseTypeDeclarationSyntax or MethodDeclarationSyntax))
        .OfType<ReturnStatementSyntax>().Any(statement => statement.Expression is not null);

    private static bool IsCancellation(Exception? thrown) => thrown is OperationCanceledException
        || thrown is AggregateException several
            && several.Flatten().InnerExceptions.All(inner => inner is OperationCanceledException);

    private static string Took(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"took {time.TotalMilliseconds:0.0} ms\n"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"took {time.TotalSeconds:0.0} s\n"),
        _ => $"took {(int)time.TotalMinutes} min {time.Seconds:00} s\n",
    };

    // A last expression without semicolon is shown, null too, but not the nothing that a void call returns.
    private static bool EndsInValue(Compilation compilation, string file)
    {
        var cell = compilation.SyntaxTrees.Single(tree => tree.FilePath == file);
        return ((CompilationUnitSyntax)cell.GetRoot()).Members.LastOrDefault() is GlobalStatementSyntax
        {
            Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true, Expression: var last }
        } && compilation.GetSemanticModel(cell).GetTypeInfo(last).Type?.SpecialType != SpecialType.System_Void;
    }
}
