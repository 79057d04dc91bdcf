using System.Text.RegularExpressions;
using CrossRes.Training;
using Xunit;

namespace CrossRes.Tests;

/// <summary>The folders of lib/CrossRes stand in layers: each uses only those before it.</summary>
public partial class LayerTests
{
    private static readonly string[] Layers =
    [
        "Common", "Engine", "Data", "Models", "Losses", "Metrics", "Results", "Experiments", "Display", "Benchmarks",
        "Training", "Papers", "Course",
    ];

    private static readonly string Library = Path.Combine(Workspace.Find().Root, "lib", "CrossRes");

    [Fact]
    public void Every_folder_is_a_layer() => Assert.Equal(
        Layers.Order(), Directory.GetDirectories(Library).Select(Path.GetFileName).Except(["obj", "bin"]).Order());

    [Theory, MemberData(nameof(Folders))]
    public void A_folder_uses_only_those_before_it(string layer)
    {
        string[] later = [.. Layers.SkipWhile(l => l != layer).Skip(1)];
        Assert.Empty(
            from file in Directory.EnumerateFiles(Path.Combine(Library, layer), "*.cs", SearchOption.AllDirectories)
            let text = File.ReadAllText(file)
            from used in Using().Matches(text).Concat(Qualified().Matches(text)).Select(m => m.Groups[1].Value).Distinct()
            where later.Contains(used)
            select $"{Path.GetRelativePath(Library, file)} uses {used}");
    }

    [Fact]
    public void Namespaces_follow_folders() => Assert.Empty(
        from file in Directory.EnumerateFiles(Library, "*.cs", SearchOption.AllDirectories)
        let folder = Path.GetRelativePath(Library, Path.GetDirectoryName(file)!)
        where Layers.Contains(folder.Split(Path.DirectorySeparatorChar)[0])
        let space = folder.StartsWith("Losses", StringComparison.Ordinal) ? "Losses" : folder // one import for every loss
        let wanted = $"namespace CrossRes.{space.Replace(Path.DirectorySeparatorChar, '.')};"
        where !File.ReadAllText(file).Contains(wanted)
        select $"{Path.GetRelativePath(Library, file)} is not in {wanted}");

    public static TheoryData<string> Folders => [.. Layers];

    [GeneratedRegex(@"^using (?:static |\w+ = )?CrossRes\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    // Training.Recipe in code or in a cref; a member of that name has a lower layer's type before its point
    [GeneratedRegex(@"(?<![\w.])(?:CrossRes\.)?(Training|Papers|Benchmarks|Experiments|Display|Course|Metrics)\.[A-Z]\w+")]
    private static partial Regex Qualified();
}
