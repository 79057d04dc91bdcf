using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive;

namespace CSharpKernel.Tests.Notebooks;

/// <summary>
/// A registry that is a folder, the only one that restores see, with a package store and a kernel's folder of its own:
/// nothing of the user's is used or changed, and no network is asked.
/// </summary>
internal sealed class PackageFeed : IDisposable
{
    private const string Data = "XDG_DATA_HOME", Store = "NUGET_PACKAGES";

    private readonly TempFolder folder = new();
    private readonly Dictionary<string, string?> before = new() { [Data] = Get(Data), [Store] = Get(Store) };

    internal PackageFeed()
    {
        Directory.CreateDirectory(folder["feed"]);
        File.WriteAllText(folder["NuGet.Config"], $"""
            <configuration><packageSources><clear /><add key="feed" value="{folder["feed"]}" /></packageSources></configuration>
            """);
        Environment.SetEnvironmentVariable(Data, folder["data"]);
        Environment.SetEnvironmentVariable(Store, folder["store"]);
    }

    /// <summary>Adds a package.</summary>
    /// <param name="code">Of its one library, which is called like the package.</param>
    /// <param name="extension">Of a notebook extension that it brings; none by default.</param>
    internal void Add(string name, string version, string code, string assemblyVersion = "1.0.0.0", string? extension = null)
    {
        using var package = ZipFile.Open(folder[$"feed/{name}.{version}.nupkg"], ZipArchiveMode.Create);
        Write(package, $"{name}.nuspec", System.Text.Encoding.UTF8.GetBytes($"""
            <package><metadata><id>{name}</id><version>{version}</version><authors>test</authors><description>test</description></metadata></package>
            """));
        Write(package, $"lib/net10.0/{name}.dll", Compile(name, code, assemblyVersion));
        if (extension is not null)
            Write(package, $"interactive-extensions/dotnet/{name}.Interactive.dll", Compile($"{name}.Interactive", extension, assemblyVersion));
    }

    /// <summary>From now on the registry has nothing.</summary>
    internal void Close() => Directory.Delete(folder["feed"], recursive: true);

    public void Dispose()
    {
        foreach (var (name, value) in before) Environment.SetEnvironmentVariable(name, value);
        folder.Dispose();
    }

    private static string? Get(string name) => Environment.GetEnvironmentVariable(name);

    private static void Write(ZipArchive package, string name, byte[] content)
    {
        using var entry = package.CreateEntry(name).Open();
        entry.Write(content);
    }

    private static byte[] Compile(string name, string code, string version)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] files = [.. Directory.EnumerateFiles(framework, "System.*.dll").Where(IsManaged), Path.Combine(framework, "netstandard.dll"),
            typeof(IKernelExtension).Assembly.Location, typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location];
        var compilation = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]"), CSharpSyntaxTree.ParseText(code)],
            files.Select(file => MetadataReference.CreateFromFile(file)), new(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success ? image.ToArray() : throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
    }

    private static bool IsManaged(string file)
    {
        using var image = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(file));
        return image.HasMetadata;
    }
}
