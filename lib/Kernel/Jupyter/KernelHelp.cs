using System.IO.Enumeration;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using CSharpKernel.Notebooks;

namespace CSharpKernel.Jupyter;

/// <summary>Answers about code that is being written, and about what was run.</summary>
internal static class KernelHelp
{
    internal static JsonObject Complete(Session cells, JsonObject content)
    {
        var code = Message.Text(content, "code");
        var place = Place(code, Message.Number(content, "cursor_pos", int.MaxValue));
        var (start, names) = cells.Help(code).Complete(place);
        return new()
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. names.Select(n => JsonValue.Create(n.Name))]),
            ["cursor_start"] = Cursor(code, start),
            ["cursor_end"] = Cursor(code, place),
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. names.Select(n => new JsonObject
                {
                    ["text"] = n.Name, ["type"] = n.Kind, ["start"] = Cursor(code, start),
                    ["end"] = Cursor(code, place),
                })]),
            },
        };
    }

    internal static JsonObject Inspect(Session cells, JsonObject content)
    {
        var code = Message.Text(content, "code");
        var text = cells.Help(code).Inspect(Place(code, Message.Number(content, "cursor_pos", 0)));
        return new()
        {
            ["status"] = "ok", ["found"] = text is not null, ["metadata"] = new JsonObject(),
            ["data"] = text is null ? [] : new JsonObject { ["text/plain"] = text },
        };
    }

    internal static JsonObject IsComplete(JsonObject content)
    {
        var tree = CSharpSyntaxTree.ParseText(Directives.Hide(Message.Text(content, "code")),
            new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script));
        if (!SyntaxFactory.IsCompleteSubmission(tree)) return new() { ["status"] = "incomplete", ["indent"] = "    " };
        return new() { ["status"] = tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error)
            ? "invalid" : "complete" };
    }

    /// <summary>The cells of this session: the last n, a range, or those that match a pattern of * and ?.</summary>
    internal static JsonObject History(IEnumerable<PastCell> cells, string session, JsonObject content)
    {
        var last = Message.Number(content, "n", int.MaxValue);
        var found = Message.Text(content, "hist_access_type") switch
        {
            "range" => cells.Where(c => c.Number >= Message.Number(content, "start", 0)
                && c.Number < Message.Number(content, "stop", int.MaxValue)),
            "search" =>
                cells.Where(c => FileSystemName.MatchesSimpleExpression(Message.Text(content, "pattern"), c.Code)),
            _ => cells,
        };
        if (Message.Flag(content, "unique", false)) found = found.Reverse().DistinctBy(c => c.Code).Reverse();
        var withResult = Message.Flag(content, "output", false);
        return new()
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. found.TakeLast(last).Select(c =>
                new JsonArray(session, c.Number, withResult
                    ? new JsonArray(c.Code, c.Result) : JsonValue.Create(c.Code)))]),
        };
    }

    /// <summary>The protocol counts characters, .NET units of UTF-16.</summary>
    private static int Place(string code, int cursor)
    {
        var place = 0;
        for (; cursor > 0 && place < code.Length; cursor--)
            place += char.IsSurrogatePair(code, place) ? 2 : 1;
        return place;
    }

    private static int Cursor(string code, int place) => code[..Math.Min(place, code.Length)].EnumerateRunes().Count();
}
