using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace CSharpKernel.Notebooks;

/// <summary>
/// The assemblies that a session's cells can use: the framework, the host's libraries and the display helpers
/// from the start, others by <c>#r "file.dll"</c>. Each is loaded once into the process, so a type is
/// the same type in a cell and in the library.
/// </summary>
internal sealed class References(string folder, InteractiveAssemblyLoader loader) : MetadataReferenceResolver
{
    private readonly Dictionary<string, PortableExecutableReference> packages = [];

    internal static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>What every cell sees without <c>#r</c>.</summary>
    public IEnumerable<MetadataReference> Initial(IEnumerable<Assembly> libraries)
    {
        var ours = libraries.SelectMany(Companions)
            .Concat([typeof(DisplayHelpers).Assembly,
                typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly]).Distinct().ToList();
        foreach (var assembly in ours)
            loader.RegisterDependency(assembly);
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == FrameworkFolder);
        return framework.Concat(ours.Select(assembly => assembly.Location))
            .Select(Reference);
    }

    /// <summary>
    /// Loads what a <c>#r</c> names together with the assemblies beside it that it uses, and returns them all.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="BadImageFormatException">The file is not a .NET assembly.</exception>
    /// <exception cref="FileLoadException">Another build of it is loaded already.</exception>
    /// <param name="note">Told of what serves in the place of a package's own library.</param>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    public IReadOnlyList<MetadataReference> Load(string reference, Action<string> note, CancellationToken cancellation)
    {
        var isPackage = IsPackage(reference);
        var companions = isPackage
            ? PackageReferences.Load(reference, note, cancellation) : Companions(LoadOnce(Locate(reference)));
        foreach (var assembly in companions)
            loader.RegisterDependency(assembly);
        if (isPackage) packages[reference] = Reference(companions[0].Location);
        return [.. companions.Select(assembly => Reference(assembly.Location))];
    }

    // The session loads every #r before the compiler asks, so here is only the lookup of what it loaded.
    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
        [packages.TryGetValue(reference, out var first)
            ? first : MetadataReference.CreateFromFile(LoadOnce(Locate(reference)).Location, properties)];

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => folder.GetHashCode(StringComparison.Ordinal);

    private static bool IsPackage(string reference) =>
        reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase);

    private string Locate(string reference)
    {
        var path = Path.GetFullPath(reference, folder);
        return File.Exists(path) ? path
            : throw new FileNotFoundException($"#r \"{reference}\": there is no {path}; is the library built?");
    }

    private static Assembly LoadOnce(string path)
    {
        var name = NameOf(path);
        var loaded = AssemblyLoadContext.Default.Assemblies
            .FirstOrDefault(assembly => assembly.GetName().Name == name.Name && assembly.Location != "")
            ?? FromHost(name);
        if (loaded is null)
        {
            ProbeBeside(path);
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        }
        return loaded.Location == path || loaded.ManifestModule.ModuleVersionId == BuildId(path) ? loaded
            : throw new FileLoadException($"{path} is another build than the one loaded already, {loaded.Location}; "
                + "build both and start again");
    }

    private static AssemblyName NameOf(string path)
    {
        try
        {
            return AssemblyName.GetAssemblyName(path);
        }
        catch (BadImageFormatException)
        {
            throw new BadImageFormatException($"{path} is not a .NET assembly; #r takes the dll that a build made");
        }
    }

    private static PortableExecutableReference Reference(string path) =>
        MetadataReference.CreateFromFile(path, documentation: new XmlDocs(path));

    // What the program carries, used before or not, or what lies beside a library loaded before.
    internal static Assembly? FromHost(AssemblyName name)
    {
        try
        {
            return Assembly.Load(new AssemblyName(name.Name!));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // Managed and native libraries that the assembly's deps.json or its folder has.
    private static void ProbeBeside(string path)
    {
        var beside = new AssemblyDependencyResolver(path);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            beside.ResolveAssemblyToPath(name) is { } file ? context.LoadFromAssemblyPath(file) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            beside.ResolveUnmanagedDllToPath(name) is { } file
                ? System.Runtime.InteropServices.NativeLibrary.Load(file) : 0;
    }

    private static Guid BuildId(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    // The assembly and, of those it references, all outside the framework: a cell names their types too.
    private static List<Assembly> Companions(Assembly root)
    {
        var found = new List<Assembly> { root };
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var name in found[i].GetReferencedAssemblies())
            {
                // One that is not there may never be needed; if a cell does, the compiler says so.
                if (FromHost(name) is { } assembly
                    && Path.GetDirectoryName(assembly.Location) != FrameworkFolder && !found.Contains(assembly))
                    found.Add(assembly);
            }
        }
        return found;
    }
}
