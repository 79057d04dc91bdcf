namespace CrossRes.Results;

/// <summary>
/// The native libraries that a process has mapped: what really serves, whatever the links and search paths say.
/// Ask after the first tensor operation; before it libtorch is not loaded.
/// </summary>
public sealed class LoadedLibraries
{
    private readonly string[] _paths;

    private LoadedLibraries(IEnumerable<string> maps) =>
        _paths = [.. maps.Where(l => l.Contains('/')).Select(l => l[l.IndexOf('/')..]).Distinct()];

    /// <summary>This process; nothing where the system has no <c>/proc</c>.</summary>
    public static LoadedLibraries Here()
    {
        const string maps = "/proc/self/maps";
        return new(File.Exists(maps) ? File.ReadLines(maps) : []);
    }

    /// <summary>From lines in the format of <c>/proc/PID/maps</c>.</summary>
    public static LoadedLibraries Parse(IEnumerable<string> maps) => new(maps);

    /// <summary>The file whose name begins with <paramref name="name"/>; null where none is loaded.</summary>
    public string? Find(string name) =>
        _paths.FirstOrDefault(p => Path.GetFileName(p).StartsWith(name, StringComparison.Ordinal));
}
