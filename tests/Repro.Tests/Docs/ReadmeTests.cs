using System.Text.RegularExpressions;
using CrossRes.Training;
using Xunit;

namespace Repro.Tests.Docs;

/// <summary>What the README shows is what the commands wrote.</summary>
public partial class ReadmeTests
{
    private static readonly string Root = Workspace.Find().Root;
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md"));

    [Fact]
    public void The_table_is_the_committed_one()
    {
        var shown = TableBlock().Match(Readme).Groups[1].Value.Trim();
        var written = File.ReadAllText(Path.Combine(Root, "results", "table1", "laptop-CIFAR-100", "table.md")).Trim();
        Assert.Equal(written, shown);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("environment.md")]
    [InlineData("data-scripts/README.md")]
    public void Every_link_leads_to_a_file(string page)
    {
        var text = File.ReadAllText(Path.Combine(Root, page));
        var folder = Path.GetDirectoryName(Path.Combine(Root, page))!;
        var missing = Link().Matches(text).Select(m => m.Groups[1].Value)
            .Where(target => !target.StartsWith("http") && !Path.Exists(Path.Combine(folder, target)));
        Assert.Empty(missing);
    }

    [GeneratedRegex("<!-- table1 -->(.*)<!-- /table1 -->", RegexOptions.Singleline)]
    private static partial Regex TableBlock();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();
}
