using System.Text.RegularExpressions;

namespace CrossRes.Engine;

/// <summary>Finds the folder with libtorch's libraries, and refuses one that TorchSharp was not built for.</summary>
public static partial class LibtorchFolder
{
    /// <summary>
    /// The libtorch whose C++ interface TorchSharp 0.107 is compiled against. That interface changes from one minor
    /// version to the next, and a mismatch crashes rather than fails.
    /// </summary>
    public const string Serves = "2.10";

    /// <summary>The package's libraries; null where the build took none for this system.</summary>
    /// <exception cref="DllNotFoundException">The package was there at build time and is gone.</exception>
    public static string? OfPackage()
    {
        if (NativeEngine.Metadata("Libtorch") is not { } folder) return null;
        if (File.Exists(Path.Combine(folder, "libtorch_cpu.so"))) return folder;
        throw new DllNotFoundException(
            $"libtorch's package is gone from {folder}, or closed to {Environment.UserName}; "
            + "./repro setup restores it, in a checkout of your own");
    }

    /// <summary>The libraries of an installed PyTorch or an unpacked libtorch; null where none is named.</summary>
    /// <param name="root">The folder that holds <c>lib/libtorch_cpu.so</c>, as LIBTORCH names it.</param>
    /// <exception cref="DllNotFoundException">No libtorch there, one that does not say its version, or another
    /// version.</exception>
    public static string? Named(string? root)
    {
        if (string.IsNullOrWhiteSpace(root)) return null;
        var libraries = Path.Combine(Path.GetFullPath(root), "lib");
        if (!File.Exists(Path.Combine(libraries, "libtorch_cpu.so")))
            throw new DllNotFoundException(
                $"LIBTORCH={root} holds no lib/libtorch_cpu.so; set it to the folder of a PyTorch or a libtorch, or "
                    + "unset it");
        var version = VersionOf(root) ?? throw new DllNotFoundException(
            $"LIBTORCH={root} says nowhere which version it is (build-version or version.py); TorchSharp needs "
                + $"{Serves}");
        if (!version.StartsWith(Serves + ".", StringComparison.Ordinal)
            && Environment.GetEnvironmentVariable("LIBTORCH_ANY_VERSION") != "1")
            throw new DllNotFoundException(
                $"LIBTORCH={root} is libtorch {version}; TorchSharp 0.107 is compiled for {Serves} "
                + $"and no other. Install torch {Serves} there, or unset LIBTORCH (LIBTORCH_ANY_VERSION=1 tries it all "
                + "the same)");
        return libraries;
    }

    /// <summary>
    /// What <c>build-version</c> of a libtorch archive or <c>version.py</c> of a PyTorch says, such as 2.10.0+cu128.
    /// </summary>
    internal static string? VersionOf(string root)
    {
        var archive = Path.Combine(root, "build-version");
        if (File.Exists(archive)) return File.ReadAllText(archive).Trim();
        var python = Path.Combine(root, "version.py");
        if (!File.Exists(python)) return null;
        var said = PythonVersion().Match(File.ReadAllText(python));
        return said.Success ? said.Groups[1].Value : null;
    }

    [GeneratedRegex("""^__version__\s*=\s*['"]([^'"]+)['"]""", RegexOptions.Multiline)]
    private static partial Regex PythonVersion();
}
