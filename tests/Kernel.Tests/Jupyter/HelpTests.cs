using System.Text.Json.Nodes;
using Xunit;

namespace CSharpKernel.Tests.Jupyter;

public sealed class HelpTests : IDisposable
{
    private readonly KernelClient kernel = new();

    public void Dispose() => kernel.Dispose();

    [Theory]
    [InlineData("Console.Wri", "Write,WriteLine", 8)]
    [InlineData("#!time\nMath.Ab", "Abs", 12)]
    [InlineData("var s = \"😀\"; s.Substr", "Substring", 15)] // the protocol counts 😀 as one character
    [InlineData("known.Count(x => x.Le", "LeftJoin,Length", 19)]
    [InlineData("kno", "known", 0)]
    [InlineData("var color = ConsoleColor.DarkG", "DarkGray,DarkGreen", 25)]
    [InlineData("System.Collections.Gene", "Generic", 19)]
    [InlineData("known?.Cop", "CopyTo", 7)]
    public void Names_are_completed(string code, string names, int start)
    {
        kernel.Run("var known = new[] { \"a\" };");
        var reply = kernel.Ask("complete_request", new() { ["code"] = code, ["cursor_pos"] = code.EnumerateRunes().Count() });
        Assert.Equal(names.Split(','), reply["matches"]!.AsArray().Select(m => (string)m!));
        Assert.Equal((start, code.EnumerateRunes().Count()), ((int)reply["cursor_start"]!, (int)reply["cursor_end"]!));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("x", -5)]
    [InlineData("x", 99)]
    [InlineData(".", 1)]
    [InlineData("{ \"", 3)]
    public void Any_place_has_an_answer(string code, int place)
    {
        Assert.Equal("ok", (string)kernel.Ask("complete_request", new() { ["code"] = code, ["cursor_pos"] = place })["status"]!);
        Assert.Equal("ok", (string)kernel.Ask("inspect_request", new() { ["code"] = code, ["cursor_pos"] = place })["status"]!);
    }

    [Fact]
    public void A_name_is_explained()
    {
        kernel.Run("int Twice(int number) => 2 * number;");
        var reply = kernel.Ask("inspect_request", new() { ["code"] = "Twice(1)", ["cursor_pos"] = 2 });
        Assert.Equal("int Twice(int number)", (string)reply["data"]!["text/plain"]!);
        reply = kernel.Ask("inspect_request", new() { ["code"] = "Markdown(\"\")", ["cursor_pos"] = 2 });
        Assert.Equal("Markup DisplayHelpers.Markdown(string text)\n\nA view of Markdown text.", (string)reply["data"]!["text/plain"]!);
        Assert.False((bool)kernel.Ask("inspect_request", new() { ["code"] = "nothing", ["cursor_pos"] = 2 })["found"]!);
    }

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("#!time\n1 + 1", "complete")]
    [InlineData("if (true) {", "incomplete")]
    [InlineData("foo bar baz;", "invalid")]
    public void A_cell_is_complete_or_not(string code, string status) =>
        Assert.Equal(status, (string)kernel.Ask("is_complete_request", new() { ["code"] = code })["status"]!);

    [Fact]
    public void Past_cells_are_found()
    {
        foreach (var code in new[] { "1 + 1", "var x = 2;", "1 + 1" }) kernel.Run(code);
        Assert.Equal(["2 var x = 2;", "3 1 + 1"], History(new() { ["hist_access_type"] = "tail", ["n"] = 2 }));
        Assert.Equal(["2 var x = 2;"], History(new() { ["hist_access_type"] = "range", ["start"] = 2, ["stop"] = 3 }));
        Assert.Equal(["3 1 + 1"], History(new() { ["hist_access_type"] = "search", ["pattern"] = "1*", ["unique"] = true }));
        Assert.Equal(["""3 ["1 + 1","2"]"""], History(new() { ["hist_access_type"] = "tail", ["n"] = 1, ["output"] = true }));
    }

    private IEnumerable<string> History(JsonObject request) =>
        kernel.Ask("history_request", request)["history"]!.AsArray().Select(cell => $"{cell![1]} {Unescaped(cell[2]!)}");

    private static string Unescaped(JsonNode node) =>
        node is JsonValue ? (string)node! : node.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
