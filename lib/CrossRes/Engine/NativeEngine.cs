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

    /// <summary>
    /// The copy repaired by <see cref="WeakVersion"/> that serves in place of the package's file; null where none is
    /// needed.
    /// </summary>
    public static string? Repaired { get; private set; }

    /// <summary>
    /// Loads the libraries unless they are loaded. It happens by itself when CrossRes is first used; a program that may
    /// use TorchSharp before that calls it first.
    /// </summary>
#pragma warning disable CA2255 // in a library: TorchSharp must not be the first to look
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void Load() => _ = Loading.Value;

    private static DllNotFoundException? TryLoad()
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            var folder = LibtorchFolder.Named(Environment.GetEnvironmentVariable("LIBTORCH"))
                ?? LibtorchFolder.OfPackage();
            if (folder is null) return null;
            // A name that is loaded already is not searched for again: the system may have another libtorch
            foreach (var library in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
                NativeLibrary.Load(Path.Combine(folder, library));
            LoadBinding();
            NnpackOff(Path.Combine(folder, "libtorch_cpu.so"));
            return null;
        }
        catch (Exception e)
            when (e is DllNotFoundException or IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return e as DllNotFoundException ?? new DllNotFoundException($"libtorch: {e.Message}", e);
        }
    }

    /// <summary>
    /// NNPACK never computes here: where its processor detection fails, each small convolution would write a warning to
    /// the error stream, and no setting of the log's level silences it. TorchSharp lacks PyTorch's flag.
    /// </summary>
    private static unsafe void NnpackOff(string library)
    {
        var handle = NativeLibrary.Load(library);
        if (!NativeLibrary.TryGetExport(handle, "_ZN2at13globalContextEv", out var context)
            || !NativeLibrary.TryGetExport(handle, "_ZN2at7Context20setUserEnabledNNPACKEb", out var enable)) return;
        ((delegate* unmanaged<void*, byte, void>)enable)(((delegate* unmanaged<void*>)context)(), 0);
    }

    private static void LoadBinding()
    {
        var file = BindingFile() ?? throw new DllNotFoundException(
            $"{Binding} of TorchSharp's package is gone from {Metadata("TorchSharp")}, or closed to "
                + $"{Environment.UserName}; "
            + "./repro setup restores it, in a checkout of your own");
        if (NativeLibrary.TryLoad(file, out _)) return;
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
        string[] places = [beside, Path.Combine(beside, "runtimes", "linux-x64", "native"), Metadata("TorchSharp")
            ?? beside];
        return places.Select(place => Path.Combine(place, Binding)).FirstOrDefault(File.Exists);
    }

    /// <summary>Where the repaired copy lies: with what the build made, else beside the library.</summary>
    private static string CopyFolder() =>
        Metadata("EngineCopies") ?? Path.GetDirectoryName(typeof(NativeEngine).Assembly.Location)!;

    internal static string? Metadata(string key) => typeof(NativeEngine).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value;
}
