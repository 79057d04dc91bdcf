using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CrossRes.Data.Images;

/// <summary>The simplified reading functions of libpng 1.6.</summary>
internal static partial class LibPng
{
    internal const string Library = "libpng16.so.16", Package = "libpng16-16";

    internal const uint Version = 1, Rgba = 3, SixteenBitSrgb = 4;

    /// <summary>png_image.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Image
    {
        internal nint Opaque;
        internal uint Version, Width, Height, Format, Flags, Colours, Failure;
        internal Text Message;
    }

    [InlineArray(64)]
    internal struct Text
    {
        private byte first;
    }

    [LibraryImport(Library)] internal static partial int png_image_begin_read_from_memory(ref Image image, ReadOnlySpan<byte> file, nuint length);
    [LibraryImport(Library)] internal static partial int png_image_finish_read(ref Image image, nint background, Span<byte> pixels, int stride, nint colours);
    [LibraryImport(Library)] internal static partial void png_image_free(ref Image image);
}
