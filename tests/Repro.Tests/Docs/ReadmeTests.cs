using System.Text.RegularExpressions;
using CrossRes.Papers;
using CrossRes.Training;
using Xunit;

namespace Repro.Tests.Docs;

/// <summary>What the README shows is what the commands wrote.</summary>
public partial class ReadmeTests
{
    private static readonly string Root = Workspace.Find().Root;
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md"));
    private static readonly string Results = File.ReadAllText(Path.Combine(Root, "results", "README.md"));

    [Fact]
    public void Its_findings_are_sentences_of_stored_pages()
    {
        var lines = Findings().Match(Readme).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length >= 3, "README.md shows fewer than three findings");
        Assert.All(lines, line =>
        {
            var finding = Finding().Match(line);
            Assert.True(finding.Success, $"{line}: write - [TABLE](PAGE): SENTENCE");
            Assert.Contains($"- {finding.Groups["sentence"]}", File.ReadAllLines(Path.Combine(Root, finding.Groups["page"].Value)));
        });
    }

    [Fact]
    public void It_is_read_in_one_go() => Assert.InRange(Readme.Split('\n').Length, 1, 80);

    [Fact]
    public void Every_table_every_notebook_and_every_paper_is_in_the_list()
    {
        var listed = List().Match(Results).Value;
        var keys = listed.Split('\n').SelectMany(Keys).ToHashSet();
        foreach (var e in Catalogue.All)
        {
            Assert.True(keys.Contains(e.Key), $"results/README.md's list of what can be run has no `{e.Key}` ({e.Title}): add a line, or the key to one");
            Assert.True(listed.Contains($"(../notebooks/{e.Notebook})"), $"results/README.md's list does not link to notebooks/{e.Notebook}, the notebook of {e.Key}");
            Assert.True(listed.Contains($"| {e.Paper}, "), $"results/README.md's list has no line of the paper {e.Paper}, which the title of {e.Key} begins with");
        }
        Assert.Empty(keys.Except(Catalogue.All.Select(e => e.Key)));
        Assert.All(Directory.EnumerateFiles(Workspace.Find().Notebooks, "*.ipynb"), path =>
            Assert.True(Results.Contains($"(../notebooks/{Path.GetFileName(path)})"), $"results/README.md does not link to {path}"));
    }

    [Fact]
    public void Every_stored_table_is_linked_to() => Assert.All(
        Directory.EnumerateDirectories(Path.Combine(Root, "results"), "*", SearchOption.AllDirectories)
            .Where(folder => File.Exists(Path.Combine(folder, "table.md")) && !folder.EndsWith("-synthetic") && !Path.GetFileName(folder).StartsWith("tiny-"))
            .Select(folder => Path.GetRelativePath(Path.Combine(Root, "results"), Path.Combine(folder, "table.md")).Replace('\\', '/')),
        page => Assert.True(Results.Contains($"({page})"), $"results/README.md does not link to {page}: it belongs in the list's last column"));

    /// <summary>The keys of a line of the list: <c>`table4-cars196`, `-cub200`</c> are two, and commands are none.</summary>
    private static IEnumerable<string> Keys(string line)
    {
        if (line.Split('|') is not [_, _, _, _, var cell, ..]) yield break;
        var stem = "";
        foreach (Match quoted in Quoted().Matches(cell))
        {
            var key = quoted.Groups[1].Value;
            if (key.Contains(' ')) continue;
            if (key[0] != '-') stem = key;
            yield return key[0] == '-' ? Catalogue.All.Select(e => e.Key).FirstOrDefault(k => k.EndsWith(key) && k.StartsWith(stem.Split('-')[0])) ?? $"{stem} {key}" : key;
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("environment.md")]
    [InlineData("results/README.md")]
    [InlineData("lib/README.md")]
    [InlineData("data-scripts/README.md")]
    public void Every_link_leads_to_a_file(string page)
    {
        var text = File.ReadAllText(Path.Combine(Root, page));
        var folder = Path.GetDirectoryName(Path.Combine(Root, page))!;
        var missing = Link().Matches(text).Select(m => m.Groups[1].Value)
            .Where(target => !target.StartsWith("http") && !Path.Exists(Path.Combine(folder, target)));
        Assert.Empty(missing);
    }

    [GeneratedRegex("<!-- findings -->\n(.*)<!-- /findings -->", RegexOptions.Singleline)]
    private static partial Regex Findings();

    [GeneratedRegex(@"^- \[[^\]]+\]\((?<page>[^)]+)\): (?<sentence>.+)$")]
    private static partial Regex Finding();

    /// <summary>The list's lines behind its head.</summary>
    [GeneratedRegex(@"(?<=\| paper \| table or figure \|[^\n]*\n\|[-|]+\n)(\|[^\n]*\n)+")]
    private static partial Regex List();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();
}
