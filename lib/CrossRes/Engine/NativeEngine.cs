using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CrossRes.Engine;

/// <summary>
/// Loads libtorch before TorchSharp looks for it, on Linux: from the folder that <c>LIBTORCH</c> names, else from the
/// package that the build restored, so that no program carries a copy of its 470 MB. Elsewhere, and with the CUDA
/// packages, TorchSharp finds the libraries beside the program by itself.
/// </summary>
public static class NativeEngine
{
    /// <summary>The file that TorchSharp calls.</summary>
    internal const string Binding = "libLibTorchSharp.so";

    private static readonly Lazy<DllNotFoundException?> Loading = new(TryLoad);

    /// <summary>Why the libraries could not be loaded; null where they were, or where TorchSharp does it.</summary>
    public static DllNotFoundException? Failure => Loading.Value;

    /// <summary>The copy repaired by <see cref="WeakVersion"/> that serves in place of the package's file; null where none is needed.</summary>
    public static string? Repaired { get; private set; }

#pragma warning disable CA2255 // a library's initializer: TorchSharp must not be the first to look
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Initialize() => _ = Loading.Value;

    private static DllNotFoundException? TryLoad()
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            var folder = LibtorchFolder.Named(Environment.GetEnvironmentVariable("LIBTORCH")) ?? LibtorchFolder.OfPackage();
            if (folder is null) return null;
            // A name that is loaded already is not searched for again: the system may have another libtorch
            foreach (var library in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
                NativeLibrary.Load(Path.Combine(folder, library));
            LoadBinding();
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return e as DllNotFoundException ?? new DllNotFoundException($"libtorch: {e.Message}", e);
        }
    }

    private static void LoadBinding()
    {
        var file = BindingFile();
        if (file is null || NativeLibrary.TryLoad(file, out _)) return;
        try
        {
            NativeLibrary.Load(file);
        }
        catch (DllNotFoundException e) when (WeakVersion.Explains(e))
        {
            Repaired = WeakVersion.Repair(file, CopyFolder());
            NativeLibrary.Load(Repaired);
        }
    }

    /// <summary>Beside this library (flat where published for one system), else in the package.</summary>
    private static string? BindingFile()
    {
        var beside = Path.GetDirectoryName(typeof(NativeEngine).Assembly.Location)!;
        string[] places = [beside, Path.Combine(beside, "runtimes", "linux-x64", "native"), Metadata("TorchSharp") ?? beside];
        return places.Select(place => Path.Combine(place, Binding)).FirstOrDefault(File.Exists);
    }

    /// <summary>Where the repaired copy lies: with what the build made, else beside the library.</summary>
    private static string CopyFolder() =>
        Metadata("EngineCopies") ?? Path.GetDirectoryName(typeof(NativeEngine).Assembly.Location)!;

    internal static string? Metadata(string key) => typeof(NativeEngine).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value;
}
