using System.Diagnostics;
using System.Text.Json.Nodes;
using CSharpKernel.Jupyter;
using CSharpKernel.Tests.Notebooks;
using Xunit;

namespace Repro.Tests.Commands;

/// <summary>Debian's own client, where it is installed: what it gets is what the headless runner gives.</summary>
public class JupyterTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Nbclient_executes_a_notebook_as_the_headless_runner_does()
    {
        Assert.SkipUnless(File.Exists(Python) && Finish(Python, "-c", "import nbconvert, nbclient").Code == 0,
            "Jupyter's command line is not installed (Debian: jupyter-nbconvert, python3-nbclient)");
        using var notebook = NotebookFile.Of(
            "//p\nvar n = 3;", "#!time\nvar shown = display(HTML(\"<b>0</b>\"));", "for (var i = 1; i <= n; i++) shown.Update(i); Console.WriteLine(\"done\");",
            "Enumerable.Range(0, n).Select(i => new { i, square = i * i })");
        using var environment = new TempFolder();
        var spec = Path.Combine(KernelSpec.Install(environment.Path, "."), "kernel.json");
        File.WriteAllText(spec, File.ReadAllText(spec).Replace("\"./repro\"", $"\"dotnet\", {System.Text.Json.JsonSerializer.Serialize(Program)}"));

        var (code, error) = Finish(Python, "-c", $"""
            import os, sys; os.environ["JUPYTER_PATH"] = {Quoted(environment["share/jupyter"])}
            from nbconvert.nbconvertapp import main
            main(["--to", "notebook", "--execute", "--output", "client.ipynb", {Quoted(notebook.FullPath)}])
            """);
        Assert.True(code == 0, error);
        var client = Outputs(Path.Combine(Path.GetDirectoryName(notebook.FullPath)!, "client.ipynb"));
        await notebook.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Outputs(notebook.FullPath), client);
    }

    /// <summary>Every output of every cell, without the time that a cell took.</summary>
    private static IEnumerable<string> Outputs(string path) => JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray()
        .SelectMany((cell, k) => cell!["outputs"]!.AsArray().Select(o => $"{k}: {Sorted(o!)}"))
        .Where(line => !line.Contains("took "));

    private static string Sorted(JsonNode node) => node switch
    {
        JsonObject o => "{" + string.Join(",", o.Where(p => p.Key is not ("metadata" or "execution_count")).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{Sorted(p.Value!)}")) + "}",
        JsonArray a => string.Concat(a.Select(line => (string)line!)), // text that the file holds line by line
        _ => (string)node!,
    };

    private static string Program => Path.Combine(AppContext.BaseDirectory, "repro.dll");

    private static string Quoted(string text) => $"'{text}'";

    private static (int Code, string Error) Finish(string program, params string[] arguments)
    {
        var (code, _, error) = Checkout.Finish(Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!);
        return (code, error);
    }
}
