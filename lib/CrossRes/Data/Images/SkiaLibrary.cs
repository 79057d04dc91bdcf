using System.Runtime.InteropServices;
using System.Runtime.Loader;
using CrossRes.Common;
using SkiaSharp;

namespace CrossRes.Data.Images;

/// <summary>SkiaSharp's native half, which its package brings for the usual systems.</summary>
public static class SkiaLibrary
{
    private static readonly Lazy<Exception?> Failure = new(() =>
    {
        try
        {
            // where this program does not look for it: .NET Interactive gives each library a context of its own
            AssemblyLoadContext.GetLoadContext(typeof(SKBitmap).Assembly)!.ResolvingUnmanagedDll += (_, name) =>
                LoadBeside(name);
            using var bitmap = new SKBitmap(1, 1);
            return null;
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException)
        {
            return e.GetBaseException();
        }
    });

    /// <summary>Of the package.</summary>
    public static string Version => typeof(SKBitmap).Assembly.GetName().Version!.ToString(3);

    /// <exception cref="DataFileException">It does not load here.</exception>
    public static void Require()
    {
        if (Failure.Value is { } failure) throw Missing(failure);
    }

    private static nint LoadBeside(string name)
    {
        var folder = Path.Combine(
            Path.GetDirectoryName(typeof(SkiaLibrary).Assembly.Location)!, "runtimes",
            RuntimeInformation.RuntimeIdentifier, "native");
        return Directory.Exists(folder) && Directory.EnumerateFiles(folder, $"{name}.*").FirstOrDefault() is { } file
            ? NativeLibrary.Load(file) : 0;
    }

    internal static DataFileException Missing(Exception failure) => new(
        "libSkiaSharp", "the library that decodes images does not load here: "
                    + failure.Message.ReplaceLineEndings(" "),
        "run ./repro setup, on a system that the package SkiaSharp serves", failure);
}
