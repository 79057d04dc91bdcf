using System.Runtime.InteropServices;

namespace CrossRes.Data.Images;

/// <summary>The C functions of libturbojpeg 2 that are used here.</summary>
internal static partial class TurboJpeg
{
    internal const string Library = "libturbojpeg.so.0", Package = "libturbojpeg0";

    internal const int Rgb = 0, Cmyk = 11;                              // TJPF
    internal const int ColourCmyk = 3, ColourYcck = 4;                  // TJCS
    internal const int FullColour = 0;                                  // TJSAMP_444
    internal const int AccurateDct = 1 << 12, LimitScans = 1 << 15;     // TJFLAG
    internal const int Warning = 0;                                     // TJERR

    [LibraryImport(Library)] internal static partial nint tjInitDecompress();
    [LibraryImport(Library)] internal static partial nint tjInitCompress();
    [LibraryImport(Library)] internal static partial int tjDestroy(nint handle);
    [LibraryImport(Library)] internal static partial nint tjGetErrorStr2(nint handle);
    [LibraryImport(Library)] internal static partial int tjGetErrorCode(nint handle);
    [LibraryImport(Library)] internal static partial void tjFree(nint buffer);

    [LibraryImport(Library)]
    internal static partial int tjDecompressHeader3(
        nint handle, ReadOnlySpan<byte> file, nuint length, out int width, out int height, out int subsampling, out int colours);

    [LibraryImport(Library)]
    internal static partial int tjDecompress2(
        nint handle, ReadOnlySpan<byte> file, nuint length, Span<byte> pixels, int width, int pitch, int height, int format, int flags);

    [LibraryImport(Library)]
    internal static partial int tjCompress2(
        nint handle, ReadOnlySpan<byte> pixels, int width, int pitch, int height, int format,
        ref nint file, ref nuint length, int subsampling, int quality, int flags);

    internal static string Message(nint handle) => Marshal.PtrToStringUTF8(tjGetErrorStr2(handle)) ?? "unknown error";
}
