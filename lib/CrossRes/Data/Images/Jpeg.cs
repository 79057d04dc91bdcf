using System.Runtime.InteropServices;
using static CrossRes.Data.Images.TurboJpeg;

namespace CrossRes.Data.Images;

/// <summary>JPEG files through libturbojpeg: the pixels that Pillow and torchvision decode with the same library.</summary>
public static class Jpeg
{
    private static readonly Lazy<bool> Installed = new(() =>
    {
        NativeCodec.Require(Library, Package);
        return true;
    }, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Decodes gray, YCbCr, CMYK and YCCK images to RGB, turned as their EXIF orientation says.</summary>
    /// <param name="name">Of the file, for messages.</param>
    /// <param name="atLeast">Decode at the smallest of the scales 1/8, 2/8 … 8/8 whose shorter side has so many pixels; null: full size.</param>
    /// <exception cref="DataFileException">Damaged or truncated.</exception>
    public static Picture Decode(ReadOnlySpan<byte> file, string name, int? atLeast = null)
    {
        using var codec = new Codec(tjInitDecompress);
        if (tjDecompressHeader3(codec.Handle, file, (nuint)file.Length, out var width, out var height, out _, out var colours) != 0)
            throw codec.Failure(name);
        (width, height) = Scaled(width, height, atLeast);
        var cmyk = colours is ColourCmyk or ColourYcck;
        var channels = cmyk ? 4 : 3;
        var pixels = NativeCodec.Room(name, width, height, channels);
        var code = tjDecompress2(
            codec.Handle, file, (nuint)file.Length, pixels, width, width * channels, height, cmyk ? Cmyk : Rgb, AccurateDct | LimitScans);
        if (code != 0 && !codec.IsHarmless) throw codec.Failure(name);
        return Orientation.Turn(new Picture(width, height, cmyk ? ToRgb(pixels) : pixels), Exif.Orientation(file));
    }

    /// <summary>A JPEG file with full colour resolution.</summary>
    /// <param name="quality">1 to 100.</param>
    public static byte[] Encode(Picture picture, int quality = 95)
    {
        using var codec = new Codec(tjInitCompress);
        nint file = 0;
        nuint length = 0;
        try
        {
            if (tjCompress2(codec.Handle, picture.Pixels, picture.Width, picture.Width * 3, picture.Height, Rgb, ref file, ref length,
                    FullColour, quality, AccurateDct) != 0)
                throw codec.Failure("JPEG encoder");
            var bytes = new byte[(int)length];
            Marshal.Copy(file, bytes, 0, bytes.Length);
            return bytes;
        }
        finally
        {
            tjFree(file);
        }
    }

    private static (int Width, int Height) Scaled(int width, int height, int? atLeast)
    {
        const int eighths = 8;
        var shorter = Math.Min(width, height);
        var scale = atLeast is { } side
            ? Enumerable.Range(1, eighths - 1).FirstOrDefault(n => (shorter * n + eighths - 1) / eighths >= side, eighths)
            : eighths;
        int Of(int pixels) => (int)(((long)pixels * scale + eighths - 1) / eighths);
        return (Of(width), Of(height));
    }

    /// <summary>Adobe's inverted inks to RGB, in Pillow's integers: R = c·k/255, rounded.</summary>
    private static byte[] ToRgb(byte[] cmyk)
    {
        var rgb = new byte[cmyk.Length / 4 * 3];
        for (int from = 0, to = 0; from < cmyk.Length; from += 4)
        {
            var black = cmyk[from + 3];
            for (var c = 0; c < 3; c++)
            {
                var ink = (255 - cmyk[from + c]) * black + 128;
                rgb[to++] = (byte)Math.Max(0, black - ((ink >> 8) + ink >> 8));
            }
        }
        return rgb;
    }

    /// <summary>A codec of the library; one thread uses it at a time.</summary>
    private readonly ref struct Codec
    {
        internal Codec(Func<nint> create)
        {
            _ = Installed.Value;
            Handle = create() is not 0 and var handle ? handle : throw new OutOfMemoryException("libturbojpeg has no memory for a codec");
        }

        internal nint Handle { get; }

        /// <summary>Stray bytes between segments, which every decoder steps over; any other warning means lost pixels.</summary>
        internal bool IsHarmless => tjGetErrorCode(Handle) == Warning && Message(Handle).Contains("extraneous bytes", StringComparison.Ordinal);

        internal DataFileException Failure(string name) => NativeCodec.Damaged(name, Message(Handle).TrimEnd('.'));

        public void Dispose() => _ = tjDestroy(Handle);
    }
}
