using System.Text.Json;
using Xunit;

namespace Notebooks.Tests;

/// <summary>The notebooks of tables and figures do what they show.</summary>
public class CommittedNotebookTests(ExecutedNotebooks executed) : IClassFixture<ExecutedNotebooks>
{
    private const string Picture = "data:image/svg+xml", Figure = "application/vnd.plotly.v1+json"; // without Chromium the second

    public static TheoryData<string> Names => [.. ExecutedNotebooks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_runs_to_its_end_and_shows_the_figures_that_it_shows_as_committed(string name)
    {
        var (code, output, error, text) = await executed.Of(name);
        Assert.True(code == 0, $"{output}\n{error}");
        var (shown, before) = (Shown(text), Shown(File.ReadAllText(Path.Combine(ExecutedNotebooks.Folder, name))));
        Assert.NotEmpty(shown);
        if (before.Count > 0) Assert.Equal(before, shown);
    }

    [Fact]
    public void All_of_them_are_small_enough_to_be_read_in_a_browser_and_to_live_in_git() => Assert.InRange(
        Directory.EnumerateFiles(ExecutedNotebooks.Folder, "*.ipynb", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length), 100_000, 4_000_000);

    /// <summary>The cell of each figure. What else a cell shows may differ with the scale: a run that diverges, a table that needs two seeds.</summary>
    private static List<string> Shown(string text)
    {
        using var notebook = JsonDocument.Parse(text);
        return [.. notebook.RootElement.GetProperty("cells").EnumerateArray()
            .Where(cell => cell.GetProperty("cell_type").ValueEquals("code"))
            .SelectMany(cell => cell.GetProperty("outputs").EnumerateArray()
                .Where(output => output.TryGetProperty("data", out var data) && (data.TryGetProperty(Figure, out _)
                        || data.TryGetProperty("text/html", out var html) && html.ToString().Contains(Picture)))
                .Select(output => $"{cell.GetProperty("id")}"))];
    }
}
