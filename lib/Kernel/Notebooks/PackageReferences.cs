using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace CSharpKernel.Notebooks;

/// <summary>Loads the assemblies of packages into the process, beside what it has.</summary>
internal static class PackageReferences
{
    private static readonly Dictionary<string, string> Managed = new(StringComparer.OrdinalIgnoreCase),
    Natives = new(StringComparer.Ordinal);
    // of packages that cells have brought
    private static readonly Dictionary<string, string> Versions = new(StringComparer.OrdinalIgnoreCase);

    static PackageReferences()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Known(Managed, string.IsNullOrEmpty(name.CultureName)
                ? name.Name! : $"{name.CultureName}/{name.Name}") is { } file
                ? context.LoadFromAssemblyPath(file) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            (Known(Natives, name) ?? Known(Natives, $"lib{name}")) is { } file ? NativeLibrary.Load(file) : 0;
    }

    /// <summary>Loads a package and what it depends on, and its extensions.</summary>
    /// <param name="reference"><c>nuget: NAME, VERSION</c>.</param>
    /// <param name="note">Told of what serves in the place of a package's own library.</param>
    /// <exception cref="IOException">It cannot be had, or needs a newer version of what is loaded already.</exception>
    internal static List<Assembly> Load(string reference, Action<string> note, CancellationToken cancellation)
    {
        var content = Packages.Find(reference, cancellation);
        lock (Managed)
        {
            foreach (var file in content.Assemblies.Concat(content.Extensions))
                Managed.TryAdd(Path.GetFileNameWithoutExtension(file), file);
            foreach (var file in content.Translations)
                Managed.TryAdd(
                    $"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileNameWithoutExtension(file)}", file);
            foreach (var file in content.Natives) Natives.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        }
        var extensions = content.Extensions.Select(file => Loaded(file, reference, note)).OfType<Assembly>().ToList();
        List<Assembly> all = [.. content.Assemblies.Select(file => Loaded(file, reference, note)).OfType<Assembly>()
            .Concat(extensions).Distinct()];
        if (all.Count == 0) throw new FileNotFoundException(
            $"#r \"{reference}\": the package holds no library for this .NET");
        Extensions.Load(all);
        lock (Managed)
        {
            foreach (var (part, its) in content.Versions) Versions.TryAdd(part, its);
            if (content.Version is { } version && Versions[content.Name] is var first && first != version)
                note($"#r \"{reference}\": {content.Name} {first} is loaded already and serves in its place; for "
                    + $"{version}, restart the kernel");
            else if (!content.IsAsAsked) note(
                $"#r \"{reference}\": the registry has no such version; {content.Version} is the next newer one");
        }
        return all;
    }

    /// <summary>The assembly, or the one that is loaded in its place; null for what the framework has itself.</summary>
    private static Assembly? Loaded(string file, string reference, Action<string> note)
    {
        var wanted = AssemblyName.GetAssemblyName(file);
        var loaded = AssemblyLoadContext.Default.Assemblies.FirstOrDefault(a => a.GetName().Name == wanted.Name)
            ?? References.FromHost(wanted);
        if (loaded is null) return AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
        if (Path.GetDirectoryName(loaded.Location) == References.FrameworkFolder) return null;
        var (has, wants) = (loaded.GetName().Version!, wanted.Version!);
        if (has < wants)
            throw new FileLoadException(
                $"#r \"{reference}\": it needs {wanted.Name} {wants}, but {has} is loaded already ({loaded.Location}); "
                + "take a version of the package that uses the older one, or reference it in a fresh kernel before "
                + "anything else");
        if (has.Major != wants.Major && !wanted.Name!.StartsWith("System.", StringComparison.Ordinal))
            note($"{reference}: {wanted.Name} {has}, which is loaded already, serves in the place of {wants}");
        return loaded;
    }

    private static string? Known(Dictionary<string, string> files, string name)
    {
        lock (Managed) return files.GetValueOrDefault(name);
    }
}
