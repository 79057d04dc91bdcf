using System.Text.Json;
using System.Text.RegularExpressions;

namespace CSharpKernel.Notebooks;

/// <summary>
/// The assemblies of NuGet packages, through an ordinary <c>dotnet restore</c> of a project that names nothing but the
/// package. What was restored once is taken from the disk, without a network.
/// </summary>
internal static partial class Packages
{
    /// <summary>What a package and its dependencies bring.</summary>
    /// <param name="Name">The package's, as the reference gives it.</param>
    /// <param name="Asked">The version that the reference gives; * for the newest.</param>
    /// <param name="Versions">Its own, and those of what it depends on.</param>
    /// <param name="Assemblies">Their dlls.</param>
    /// <param name="Natives">Their native libraries for this system.</param>
    /// <param name="Extensions">Dlls that are only for notebooks.</param>
    /// <param name="Translations">Dlls of texts, each in a folder that is called like its culture.</param>
    internal sealed record Content(
        string Name, string Asked, IReadOnlyDictionary<string, string> Versions, IReadOnlyList<string> Assemblies,
        IReadOnlyList<string> Natives, IReadOnlyList<string> Extensions, IReadOnlyList<string> Translations)
    {
        internal string? Version => Versions.GetValueOrDefault(Name);

        /// <summary>Whether the registry had that very version, and not only a newer one.</summary>
        internal bool IsAsAsked => Version is not { } has || Asked.Contains('*', StringComparison.Ordinal)
            || Plain(has).Equals(Plain(Asked), StringComparison.OrdinalIgnoreCase);

        private static string Plain(string version) => Zeros().Replace(version, ""); // 1.0 is 1.0.0
    }

    /// <param name="reference"><c>nuget: NAME, VERSION</c>; without a version the newest.</param>
    /// <exception cref="FileNotFoundException">It is no such reference, or the restore failed.</exception>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    internal static Content Find(string reference, CancellationToken cancellation)
    {
        var match = Reference().Match(reference);
        if (!match.Success) throw new FileNotFoundException($"#r \"{reference}\": write #r \"nuget: NAME, VERSION\"");
        var (name, version) = (match.Groups[1].Value, match.Groups[2].Success ? match.Groups[2].Value : "*");
        var folder = Path.Combine(Cache(), $"{name}.{(version == "*" ? "newest" : version)}".ToLowerInvariant());
        if (Read(folder, name, version) is { } restored) return restored;
        Restore(reference, name, version, folder, cancellation);
        return Read(folder, name, version) ?? throw new FileNotFoundException(
            $"#r \"{reference}\": the restore in {folder} left files out; remove that folder and run again");
    }

    /// <summary>
    /// Where restores are kept: with the user's data, or, of a user without a home, with what is temporary.
    /// </summary>
    internal static string Cache()
    {
        var own = Path.Combine(Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "CSharpKernel", "packages");
        try
        {
            return Directory.CreateDirectory(own).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Path.Combine(Path.GetTempPath(), $"CSharpKernel-{Environment.UserName}", "packages");
        }
    }

    private static void Restore(string reference, string name, string version, string folder,
        CancellationToken cancellation)
    {
        var why = PackageRestore.Run(folder, $"""<PackageReference Include="{name}" Version="{version}" />""",
            cancellation);
        if (why is null) return;
        File.Delete(Assets(folder));
        cancellation.ThrowIfCancellationRequested();
        throw new FileNotFoundException($"#r \"{reference}\": {why} "
            + "(dotnet restore; the package was not restored on this machine before, so it needs a registry that has "
            + "it)");
    }

    private static string Assets(string folder) => Path.Combine(folder, "obj", "project.assets.json");

    /// <summary>What an earlier restore found; null where there was none or its files are gone.</summary>
    private static Content? Read(string folder, string name, string asked)
    {
        if (!File.Exists(Assets(folder))) return null;
        using var json = JsonDocument.Parse(File.ReadAllBytes(Assets(folder)));
        var root = json.RootElement;
        string[] stores = [.. root.GetProperty("packageFolders").EnumerateObject().Select(store => store.Name)];
        List<string> assemblies = [], natives = [], extensions = [], translations = [];
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var target = root.GetProperty("targets").EnumerateObject().Last().Value; // the one for this system
        foreach (var library in target.EnumerateObject())
        {
            if (library.Name.Split('/') is [var part, var version]) versions[part] = version;
            var path = root.GetProperty("libraries").GetProperty(library.Name).GetProperty("path").GetString()!;
            var home = stores.Select(store => Path.Combine(store, path)).FirstOrDefault(Directory.Exists);
            if (home is null) return null;
            assemblies.AddRange(Files(library.Value, "runtime", home));
            natives.AddRange(Files(library.Value, "native", home));
            translations.AddRange(Files(library.Value, "resource", home));
            if (Path.Combine(home, "interactive-extensions", "dotnet") is var beside && Directory.Exists(beside))
                extensions.AddRange(Directory.EnumerateFiles(beside, "*.dll").Order(StringComparer.Ordinal));
        }
        return assemblies.Concat(natives).All(File.Exists)
            ? new(name, asked, versions, assemblies, natives, extensions, translations) : null;
    }

    private static IEnumerable<string> Files(JsonElement library, string kind, string home) =>
        library.TryGetProperty(kind, out var files)
        ? files.EnumerateObject().Select(file => file.Name).Where(file =>
            !file.EndsWith("_._", StringComparison.Ordinal)).Select(file => Path.Combine(home, file)) : [];

    [GeneratedRegex(@"^nuget:\s*([A-Za-z0-9_][A-Za-z0-9._-]*)\s*(?:,\s*([0-9*][0-9A-Za-z.*+-]*))?\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    [GeneratedRegex(@"(\.0)+$")]
    private static partial Regex Zeros();
}
