using System.Text.Json;
using CrossRes.Training;
using Repro.Tests.Commands;
using Xunit;

namespace Repro.Tests.Notebooks;

/// <summary>The notebooks of tables and figures, run from first to last cell on synthetic images at the smallest scale.</summary>
public class CommittedNotebookTests
{
    private const string Library = "../.artifacts/bin/CrossRes/release/CrossRes.dll";

    private const string Picture = "data:image/svg+xml", Figure = "application/vnd.plotly.v1+json"; // without Chromium the second

    private static readonly string Folder = Workspace.Find().Notebooks;

    /// <summary>The first, and the one that trains nothing.</summary>
    public static TheoryData<string> Quick => ["01-table1-cifar100.ipynb", "11-all-runs.ipynb"];

    public static TheoryData<string> Others => [.. Directory.EnumerateFiles(Folder, "*.ipynb").Select(path => Path.GetFileName(path))
        .Where(name => !Quick.Any(quick => quick.Data == name)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Quick))]
    public void A_quick_one_runs_to_its_end_and_shows_the_figures_that_it_shows_as_committed(string name) => Check(name);

    [Theory(Explicit = true)] // minutes
    [MemberData(nameof(Others))]
    public void It_runs_to_its_end_and_shows_the_figures_that_it_shows_as_committed(string name) => Check(name);

    [Fact]
    public void All_of_them_are_small_enough_to_be_read_in_a_browser_and_to_live_in_git() =>
        Assert.InRange(Directory.EnumerateFiles(Folder, "*.ipynb", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length), 100_000, 4_000_000);

    private static void Check(string name)
    {
        using var checkout = new Checkout();
        Directory.CreateDirectory(checkout["notebooks"]);
        var (committed, path) = (Path.Combine(Folder, name), checkout[Path.Combine("notebooks", name)]);
        var text = File.ReadAllText(committed);
        Assert.Contains(Library, text);
        File.WriteAllText(path, text.Replace(Library, Path.Combine(AppContext.BaseDirectory, "CrossRes.dll")));

        // one that reads stored runs and trains none is given the committed ones
        string[] parameters = text.Contains("string results = ") ? ["--set", $"results={Workspace.Find().Results}"] : ["--set", "scale=tiny"];
        var (code, output, error) = checkout.Repro(["notebook", path, .. parameters]);
        Assert.True(code == 0, $"{output}\n{error}");
        var (shown, before) = (Shown(path), Shown(committed));
        Assert.NotEmpty(shown);
        if (before.Count > 0) Assert.Equal(before, shown);
    }

    /// <summary>The cell of each figure. What else a cell shows may differ with the scale: a run that diverges, a table that needs two seeds.</summary>
    private static List<string> Shown(string path)
    {
        using var notebook = JsonDocument.Parse(File.ReadAllText(path));
        return [.. notebook.RootElement.GetProperty("cells").EnumerateArray()
            .Where(cell => cell.GetProperty("cell_type").ValueEquals("code"))
            .SelectMany(cell => cell.GetProperty("outputs").EnumerateArray()
                .Where(output => output.TryGetProperty("data", out var data) && (data.TryGetProperty(Figure, out _)
                        || data.TryGetProperty("text/html", out var html) && html.ToString().Contains(Picture)))
                .Select(output => $"{cell.GetProperty("id")}"))];
    }
}
