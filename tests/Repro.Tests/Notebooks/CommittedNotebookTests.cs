using System.Text.Json;
using CrossRes.Training;
using Repro.Tests.Commands;
using Xunit;

namespace Repro.Tests.Notebooks;

/// <summary>The notebooks of tables and figures, run from first to last cell on synthetic images at the smallest scale.</summary>
public class CommittedNotebookTests
{
    private const string Library = "../.artifacts/bin/CrossRes/release/CrossRes.dll", Quick = "01-table1-cifar100.ipynb";

    private static readonly string Folder = Workspace.Find().Notebooks;

    public static TheoryData<string> Others => [.. Directory.EnumerateFiles(Folder, "*.ipynb").Select(path => Path.GetFileName(path))
        .Where(name => name != Quick).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_first_runs_to_its_end_and_shows_what_it_shows_as_committed() => Check(Quick);

    [Theory(Explicit = true)] // seven minutes
    [MemberData(nameof(Others))]
    public void It_runs_to_its_end_and_shows_what_it_shows_as_committed(string name) => Check(name);

    private static void Check(string name)
    {
        using var checkout = new Checkout();
        Directory.CreateDirectory(checkout["notebooks"]);
        var (committed, path) = (Path.Combine(Folder, name), checkout[Path.Combine("notebooks", name)]);
        var text = File.ReadAllText(committed);
        Assert.Contains(Library, text);
        File.WriteAllText(path, text.Replace(Library, Path.Combine(AppContext.BaseDirectory, "CrossRes.dll")));

        var (code, output, error) = checkout.Repro("notebook", path, "--set", "scale=tiny");
        Assert.True(code == 0, $"{output}\n{error}");
        var (shown, before) = (Shown(path), Shown(committed));
        Assert.NotEmpty(shown);
        if (before.Count > 0) Assert.Equal(before, shown);
    }

    /// <summary>Per cell the kinds of what it shows, without text that it prints on the way.</summary>
    private static List<string> Shown(string path)
    {
        using var notebook = JsonDocument.Parse(File.ReadAllText(path));
        return [.. notebook.RootElement.GetProperty("cells").EnumerateArray()
            .Where(cell => cell.GetProperty("cell_type").ValueEquals("code"))
            .SelectMany(cell => cell.GetProperty("outputs").EnumerateArray()
                .Where(output => !output.GetProperty("output_type").ValueEquals("stream"))
                .Select(output => $"{cell.GetProperty("id")}: {Kinds(output)}"))];
    }

    private static string Kinds(JsonElement output) => output.TryGetProperty("data", out var data)
        ? string.Join(", ", data.EnumerateObject().Select(kind => kind.Name).Order(StringComparer.Ordinal))
        : $"{output.GetProperty("output_type")}";
}
