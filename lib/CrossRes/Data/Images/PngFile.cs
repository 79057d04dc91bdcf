using System.Text;
using static CrossRes.Data.Images.LibPng;

namespace CrossRes.Data.Images;

/// <summary>PNG files through libpng.</summary>
public static class PngFile
{
    private static readonly Lazy<bool> Installed = new(() =>
    {
        NativeCodec.Require(Library, Package);
        return true;
    }, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Decodes any PNG to RGB, 8 bits; transparency is left out.</summary>
    /// <param name="name">Of the file, for messages.</param>
    /// <exception cref="DataFileException">Damaged or truncated.</exception>
    public static Picture Decode(ReadOnlySpan<byte> file, string name)
    {
        _ = Installed.Value;
        var image = new Image { Version = LibPng.Version };
        try
        {
            if (png_image_begin_read_from_memory(ref image, file, (nuint)file.Length) == 0) throw Failure(image, name);
            var (width, height) = ((int)image.Width, (int)image.Height);
            var rgba = NativeCodec.Room(name, width, height, 4);
            (image.Format, image.Flags) = (Rgba, SixteenBitSrgb);
            if (png_image_finish_read(ref image, 0, rgba, 0, 0) == 0) throw Failure(image, name);
            var pixels = new byte[rgba.Length / 4 * 3];
            for (int from = 0, to = 0; from < rgba.Length; from += 4, to += 3)
                rgba.AsSpan(from, 3).CopyTo(pixels.AsSpan(to));
            return new Picture(width, height, pixels);
        }
        finally
        {
            png_image_free(ref image);
        }
    }

    private static DataFileException Failure(Image image, string name) =>
        NativeCodec.Damaged(name, Encoding.ASCII.GetString(((ReadOnlySpan<byte>)image.Message).TrimEnd((byte)0)));
}
