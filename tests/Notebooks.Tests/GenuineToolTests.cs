using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrossRes.Training;
using CSharpKernel.Jupyter;
using Xunit;

namespace Notebooks.Tests;

/// <summary>
/// Every notebook through Microsoft's retired .NET Interactive, by nbclient, on synthetic images at the smallest scale:
/// each cell shows things of the same kinds as in our own kernel. Skipped where that tool is not installed.
/// </summary>
public class GenuineToolTests
{
    private const string Version = "1.0.712001", Python = "/usr/bin/python3";
    private static readonly string Root = Workspace.Find().Root;
    private static readonly string Tool = Path.Combine(Root, ".artifacts", "tools", "dotnet-interactive");

    public static TheoryData<string> Notebooks =>
        [.. Directory.EnumerateFiles(Workspace.Find().Notebooks, "*.ipynb", SearchOption.AllDirectories)
            .Where(path => !path.Contains(".ipynb_checkpoints")).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)];

    [Theory(Explicit = true)] // a quarter of an hour
    [MemberData(nameof(Notebooks))]
    public void A_notebook_shows_the_same_kinds_in_each_cell(string name)
    {
        Assert.SkipUnless(File.Exists(Tool), $"the tool is not installed: dotnet tool install --tool-path .artifacts/tools Microsoft.dotnet-interactive --version {Version}");
        Assert.SkipUnless(File.Exists(Python) && Client("import nbconvert, nbclient").Code == 0, "Jupyter's command line is not installed (Debian: jupyter-nbconvert, python3-nbclient)");
        var text = Regex.Replace(File.ReadAllText(Path.Combine(Root, name)), @"(\.\./)+\.artifacts", Path.Combine(Root, ".artifacts"));
        const string laptop = "string scale = \\\"laptop\\\"";
        if (!text.Contains("string results = ")) text = text.Replace(laptop, laptop.Replace("laptop", "tiny")); // of stored runs there are none at the smallest scale
        Assert.Equal(Ours(name, text), Theirs(name, text));
    }

    private static List<string> Ours(string name, string text)
    {
        using var checkout = new Checkout();
        var (code, output, error) = checkout.Repro("notebook", Write(checkout, name, text));
        Assert.True(code == 0, $"{output}\n{error}");
        return Kinds(checkout[name]);
    }

    private static List<string> Theirs(string name, string text)
    {
        using var checkout = new Checkout();
        var spec = checkout[$"share/kernels/{KernelInfo.Name}/kernel.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(spec)!);
        File.WriteAllText(spec, new JsonObject
        {
            ["argv"] = new JsonArray(Tool, "jupyter", "--default-kernel", "csharp", "{connection_file}", "--http-port-range", "2048-3000"),
            ["display_name"] = KernelInfo.DisplayName, ["language"] = "C#",
        }.ToJsonString());
        var (code, error) = Client($"""
            import os; os.environ.update(JUPYTER_PATH={Quoted(checkout["share"])}, JUPYTER_DATA_DIR={Quoted(checkout["user"])}, OMP_NUM_THREADS="1")
            from nbconvert.nbconvertapp import main
            main(["--to", "notebook", "--execute", "--inplace", "--ExecutePreprocessor.timeout=1200", {Quoted(Write(checkout, name, text))}])
            """);
        Assert.True(code == 0, error);
        return Kinds(checkout[name]);
    }

    private static string Write(Checkout checkout, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(checkout[name])!);
        File.WriteAllText(checkout[name], text);
        foreach (var stored in Directory.EnumerateFiles(Workspace.Find().Results, "*", SearchOption.AllDirectories)) // what it reads of measured runs
        {
            var copy = checkout[Path.GetRelativePath(Root, stored)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(stored, copy);
        }
        return checkout[name];
    }

    /// <summary>What each cell shows, in order; text that is written at once is one.</summary>
    private static List<string> Kinds(string path)
    {
        using var notebook = JsonDocument.Parse(File.ReadAllText(path));
        List<string> kinds =
        [
            .. notebook.RootElement.GetProperty("cells").EnumerateArray()
                .Where(cell => cell.GetProperty("cell_type").ValueEquals("code"))
                .SelectMany((cell, k) => cell.GetProperty("outputs").EnumerateArray()
                    .Select(Kind).OfType<string>().Select(kind => $"cell {k + 1}: {kind}")),
        ];
        return [.. kinds.Where((kind, k) => !kind.EndsWith("stdout", StringComparison.Ordinal) || k == 0 || kinds[k - 1] != kind)];
    }

    /// <summary>
    /// Null for what draws figures, which the tool gives together with the first, for a training's bar, which is gone at
    /// its end, and for the script with which the tool begins and what its compiler thinks of other libraries.
    /// </summary>
    private static string? Kind(JsonElement output)
    {
        if (!output.TryGetProperty("data", out var data))
            return !output.TryGetProperty("name", out var stream) ? "error" : Text(output.GetProperty("text")).Contains("warning CS1701") ? null : stream.GetString();
        var contents = data.EnumerateObject().ToDictionary(content => content.Name, content => Text(content.Value));
        var html = contents.GetValueOrDefault("text/html", "");
        return contents.Values.All(string.IsNullOrWhiteSpace) ? null
            : html.Contains("class=\"figure-") || html.Contains("data:image/svg+xml") ? "figure"
            : html.Contains("crossresPlotly") || html.Contains("dotnet-interactive-this-cell") ? null
            : html.Contains("<img") || contents.ContainsKey("image/png") ? "picture"
            : html.Contains("<table") ? "table"
            : html.Length == 0 || html.StartsWith("<div class=\"dni-plaintext\">", StringComparison.Ordinal) ? "text" : "markup"; // a number is HTML there
    }

    private static string Text(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(line => line.GetString())),
        JsonValueKind.String => content.GetString()!,
        _ => content.GetRawText(),
    };

    private static (int Code, string Error) Client(string script)
    {
        var (code, _, error) = Checkout.Finish(Process.Start(new ProcessStartInfo(Python, ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!);
        return (code, error);
    }

    private static string Quoted(string text) => $"'{text}'";
}
