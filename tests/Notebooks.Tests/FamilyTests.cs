using System.Text.Json;
using CrossRes.Training;
using CSharpKernel.Jupyter;
using CSharpKernel.Notebooks;
using Xunit;

namespace Notebooks.Tests;

/// <summary>Every committed notebook opens, reads and runs alike.</summary>
public class FamilyTests
{
    private static readonly string Folder = Workspace.Find().Notebooks;

    public static TheoryData<string> Notebooks =>
        [.. Directory.EnumerateFiles(Folder, "*.ipynb", SearchOption.AllDirectories)
            .Where(path => !path.Contains(".ipynb_checkpoints")).Select(path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void It_opens_with_its_title_what_is_learnt_and_how_long_it_takes(string name)
    {
        var opening = Notebook.Read(Path.Combine(Folder, name)).Cells[0];
        Assert.False(opening.IsCode);
        Assert.StartsWith("# ", opening.Source);
        Assert.Contains("**You will learn**", opening.Source);
        Assert.Matches(@"\*\*Time\*\* at (`laptop`|the default) scale on two\s+cores: .*(minute|second)", opening.Source);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Its_parameters_come_right_after_the_references(string name)
    {
        var code = Notebook.Read(Path.Combine(Folder, name)).Cells.Where(cell => cell.IsCode).ToList();
        Assert.StartsWith("#r \"", code[0].Source);
        Assert.Contains("parameters", code[1].Tags);
        Assert.Contains("string scale = \"laptop\";", code[1].Source);
        Assert.DoesNotContain(code, cell => cell.Tags.Contains("injected-parameters"));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void It_ends_with_something_to_try(string name)
    {
        var headings = Notebook.Read(Path.Combine(Folder, name)).Cells
            .Where(cell => !cell.IsCode).SelectMany(cell => cell.Source.Split('\n')).Where(line => line.StartsWith("## ", StringComparison.Ordinal));
        Assert.Contains(headings.Last(), new[] { "## Try it", "## Exercises" });
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Its_outputs_are_of_one_run_from_first_to_last_cell(string name)
    {
        var cells = Json(name).GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("cell_type").ValueEquals("code")).ToList();
        var counts = cells.Select(cell => cell.GetProperty("execution_count")).ToList();
        if (counts.All(count => count.ValueKind == JsonValueKind.Null))
            Assert.All(cells, cell => Assert.Equal(0, cell.GetProperty("outputs").GetArrayLength()));
        else
            Assert.Equal(Enumerable.Range(1, cells.Count), counts.Select(count => count.GetInt32()));
        Assert.DoesNotContain(cells.SelectMany(cell => cell.GetProperty("outputs").EnumerateArray()), output => output.GetProperty("output_type").ValueEquals("error"));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Its_pictures_are_synthetic_and_no_path_of_a_machine_shows(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        var parameters = Notebook.Read(Path.Combine(Folder, name)).Cells.Single(cell => cell.Tags.Contains("parameters")).Source;
        if (parameters.Contains("data =")) Assert.Contains("string data = \"\";", parameters);
        foreach (var place in new[] { "/home/", "/root/", "/tmp/", "/work/" }) Assert.DoesNotContain($"\"{place}", text);
        Assert.DoesNotContain(Path.GetFullPath(Workspace.Find().Root) + "/", text);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Clients_find_its_kernel_and_its_cells(string name)
    {
        var notebook = Json(name);
        Assert.Equal(4, notebook.GetProperty("nbformat").GetInt32());
        Assert.Equal(".net-csharp", notebook.GetProperty("metadata").GetProperty("kernelspec").GetProperty("name").GetString());
        var ids = notebook.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("id").GetString()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    private static JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name))).RootElement;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void It_carries_the_name_that_the_kernel_is_registered_under(string name)
    {
        var spec = Json(name).GetProperty("metadata").GetProperty("kernelspec");
        Assert.Equal((KernelInfo.Name, KernelInfo.DisplayName), (spec.GetProperty("name").GetString(), spec.GetProperty("display_name").GetString()));
    }
}
