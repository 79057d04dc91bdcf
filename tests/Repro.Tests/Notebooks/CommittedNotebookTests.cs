using System.Text.Json;
using CrossRes.Training;
using Repro.Tests.Commands;
using Xunit;

namespace Repro.Tests.Notebooks;

/// <summary>Notebooks run from first to last cell on synthetic images at the smallest scale.</summary>
public class CommittedNotebookTests
{
    private const string Library = "../.artifacts/bin/CrossRes/release/CrossRes.dll";

    [Theory]
    [InlineData("09-crrcd", 12)]
    public void It_runs_to_the_end_and_shows_its_figures(string name, int figures)
    {
        using var checkout = new Checkout();
        Directory.CreateDirectory(checkout["notebooks"]);
        var path = checkout[Path.Combine("notebooks", $"{name}.ipynb")];
        var text = File.ReadAllText(Path.Combine(Workspace.Find().Notebooks, $"{name}.ipynb"));
        Assert.Contains(Library, text);
        File.WriteAllText(path, text.Replace(Library, Path.Combine(AppContext.BaseDirectory, "CrossRes.dll")));

        var (code, output, error) = checkout.Repro("notebook", path, "--set", "scale=tiny");
        Assert.True(code == 0, $"{output}\n{error}");
        var outputs = JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("cells").EnumerateArray()
            .Where(cell => cell.GetProperty("cell_type").ValueEquals("code"))
            .SelectMany(cell => cell.GetProperty("outputs").EnumerateArray()).ToList();
        Assert.DoesNotContain(outputs, o => o.GetProperty("output_type").ValueEquals("error"));
        Assert.Equal(figures, outputs.Count(o => o.TryGetProperty("data", out var data) && data.TryGetProperty("application/vnd.plotly.v1+json", out _)));
    }
}
