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

    internal static DataFileException Missing(Exception failure) => new(
        "libSkiaSharp", "the library that decodes images does not load here: "
                    + failure.Message.ReplaceLineEndings(" "),
        "run ./repro setup, on a system that the package SkiaSharp serves", failure);
}
