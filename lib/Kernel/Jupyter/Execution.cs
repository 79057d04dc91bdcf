using System.Text.Json.Nodes;
using CSharpKernel.Notebooks;

namespace CSharpKernel.Jupyter;

/// <summary>Runs the cells that a client sends and counts them.</summary>
internal sealed class Execution(Session cells, KernelOutput output, KernelInput input)
{
    private readonly List<PastCell> history = [];

    internal IReadOnlyList<PastCell> History => history;

    /// <returns>The content of the reply.</returns>
    internal JsonObject Run(Message request)
    {
        var code = Message.Text(request.Content, "code");
        var silent = Message.Flag(request.Content, "silent", false);
        var counts = !silent && Message.Flag(request.Content, "store_history", true)
            && !string.IsNullOrWhiteSpace(code);
        if (counts) history.Add(new(history.Count + 1, code));
        var number = Math.Max(1, history.Count);
        if (!silent) output.Broadcast("execute_input", new() { ["code"] = code, ["execution_count"] = number },
            request);
        output.Begin(request, number, silent);
        input.Begin(request);
        var error = string.IsNullOrWhiteSpace(code) ? null : cells.Execute(code, number, Show).GetAwaiter().GetResult();
        output.Flush();
        if (error is not null) return With("error", KernelOutput.Error(error));
        return With("ok", new() { ["payload"] = new JsonArray(),
            ["user_expressions"] = Unanswered(request.Content["user_expressions"]) });

        void Show(CellOutput shown)
        {
            if (counts && shown is ResultOutput result) history[^1] =
                history[^1] with { Result = result.Data["text/plain"] };
            output.Show(shown);
        }
    }

    /// <summary>Whether cells that wait behind a failed one are to be skipped.</summary>
    internal static bool Stops(Message request, JsonObject reply) =>
        Message.Text(reply, "status") == "error" && Message.Flag(request.Content, "stop_on_error", true);

    /// <summary>The reply to a cell that was skipped: without a number, since it did not run.</summary>
    internal static JsonObject Aborted() => new() { ["status"] = "aborted" };

    /// <summary>
    /// C# has no expression to look at aside: each that a client wants is answered with an error, as the protocol has
    /// it.
    /// </summary>
    private static JsonObject Unanswered(JsonNode? expressions) =>
        new((expressions as JsonObject ?? []).Select(wanted => KeyValuePair.Create(wanted.Key, (JsonNode?)new JsonObject
    {
        ["status"] = "error", ["ename"] = "NotSupported", ["evalue"] = "this kernel evaluates no user_expressions",
        ["traceback"] = new JsonArray(),
    })));

    private JsonObject With(string status, JsonObject reply)
    {
        (reply["status"], reply["execution_count"]) = (status, history.Count);
        return reply;
    }
}

/// <summary>A cell that was run.</summary>
/// <param name="Result">The value of its last expression as text; null where it had none.</param>
internal sealed record PastCell(int Number, string Code, string? Result = null);
