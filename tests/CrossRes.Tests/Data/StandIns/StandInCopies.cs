namespace CrossRes.Tests.Data.StandIns;

/// <summary>Stand-ins that are painted once for all tests of a class, each of which may spoil a copy of its own.</summary>
public sealed class StandInCopies : IDisposable
{
    private readonly TempFolder painted = new();

    /// <param name="parent">Where the copy goes, under the stand-in's own name.</param>
    /// <param name="paint">Makes a stand-in in a folder where it is missing, and gives its path.</param>
    internal string Copy(TempFolder parent, Func<string, string> paint)
    {
        var made = paint(painted.Path);
        foreach (var file in Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories))
        {
            var copy = parent[Path.GetRelativePath(painted.Path, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return parent[Path.GetRelativePath(painted.Path, made)];
    }

    public void Dispose() => painted.Dispose();
}
