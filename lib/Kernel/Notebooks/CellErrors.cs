using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Notebooks;

/// <summary>Finds the cell and the line of an error. The compiler knows a cell by the file name "cell N".</summary>
internal static partial class CellErrors
{
    private const int Ends = 25; // calls that are told of both ends of a deep recursion

    /// <summary>The name of the error that stands for an interrupt.</summary>
    public const string Stopped = "Interrupted";

    public static string NameOf(int cell) => $"cell {cell}";

    public static CellError FromCompiler(int cell, IReadOnlyList<Diagnostic> problems, string code)
    {
        var first = problems[0];
        if (Habits.Advice(code, [.. problems.Where(p => p.Location.GetLineSpan().Path == NameOf(cell)).Select(LineOf)
            .Distinct()]) is var (line, advice))
            return new CellError(first.Id, advice, line, [$"{NameOf(cell)}, line {line}: {advice}"]) { Cell = cell };
        return new CellError(first.Id, first.GetMessage(), LineOf(first),
            [.. problems.Select(Describe)]) { Cell = cell };
    }

    public static CellError FromException(int cell, Exception thrown)
    {
        var frames = new StackTrace(thrown, fNeedFileInfo: true).GetFrames();
        var line = frames.LastOrDefault(frame => FileOf(frame) == NameOf(cell))?.GetFileLineNumber();
        return At(cell, line, thrown, frames.Length <= 2 * Ends ? Lines(frames)
            : [.. Lines(frames[..Ends]), $"   … {frames.Length - 2 * Ends} calls more …", .. Lines(frames[^Ends..])]);
    }

    private static IEnumerable<string> Lines(IEnumerable<StackFrame> frames) =>
        frames.Select(Describe).OfType<string>();

    /// <summary>An error that the reader asked for.</summary>
    public static CellError Interrupted(CellError error) => error with
    {
        Name = Stopped, Message = "the cell was stopped; what it had assigned stays",
        Traceback = ["Interrupted: the cell was stopped; what it had assigned stays",
            .. error.Traceback.Where(l => l.StartsWith("   at cell", StringComparison.Ordinal))],
    };

    public static CellError AtLine(int cell, int line, Exception thrown) =>
        At(cell, line, thrown, [$"   at {NameOf(cell)}, line {line}"]);

    private static CellError At(int cell, int? line, Exception thrown, IEnumerable<string> frames)
    {
        var causes = new List<string>();
        for (var cause = thrown; cause is not null; cause = cause.InnerException)
            causes.Add($"{(causes.Count > 0 ? "caused by " : "")}{cause.GetType().FullName}: {cause.Message}");
        return new CellError(thrown.GetType().FullName!, thrown.Message, line, [.. causes, .. frames],
            thrown) { Cell = cell };
    }

    private static int LineOf(Diagnostic problem) => problem.Location.GetLineSpan().StartLinePosition.Line + 1;

    private static string Describe(Diagnostic problem)
    {
        var place = problem.Location.GetLineSpan();
        var text = problem.Location.SourceTree?.GetText().Lines[place.StartLinePosition.Line].ToString();
        return $"{place.Path}, line {LineOf(problem)}: {problem.Id}: {problem.GetMessage()}"
            + (text is null ? "" : $"\n    {text}\n    {new string(' ', place.StartLinePosition.Character)}^");
    }

    private static string? Describe(StackFrame frame)
    {
        var (file, method) = (FileOf(frame), frame.GetMethod());
        if (file is not null && CellName().IsMatch(file))
            return $"   at {file}, line {frame.GetFileLineNumber()}";
        if (method?.DeclaringType is not { } type
            || type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true
            || type.Namespace == "System.Runtime.ExceptionServices"
                || type.Namespace == "System.Runtime.CompilerServices")
            return null;
        return $"   at {type.FullName}.{method.Name}"
            + (file is null ? "" : $" in {file}, line {frame.GetFileLineNumber()}");
    }

    // Without its folder: the text goes into the notebook and must be the same on every machine.
    private static string? FileOf(StackFrame frame) => Path.GetFileName(frame.GetFileName());

    [GeneratedRegex(@"^cell \d+$")]
    private static partial Regex CellName();
}
