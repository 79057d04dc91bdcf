using CrossRes.Training;
using Xunit;

namespace CrossRes.Tests;

/// <summary>Code that two windows can show side by side.</summary>
public class LineTests
{
    private const int Columns = 120;

    [Fact]
    public void No_line_of_the_library_is_longer_than_120_columns()
    {
        var root = Workspace.Find().Root;
        Assert.Empty(
            from file in Directory.EnumerateFiles(Path.Combine(root, "lib"), "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(root, file)
            where !name.Split(Path.DirectorySeparatorChar).Intersect(["obj", "bin"]).Any()
            from line in File.ReadLines(file).Index()
            where line.Item.Length > Columns
            select $"{name}:{line.Index + 1} has {line.Item.Length} columns");
    }
}
