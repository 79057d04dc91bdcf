using CrossRes.Common;

namespace CrossRes.Data.Images;

/// <summary>A decoded image: RGB, 8 bits, row by row.</summary>
/// <param name="Pixels">[Height, Width, 3].</param>
public sealed record Picture(int Width, int Height, byte[] Pixels)
{
    /// <summary>Reads a JPEG or PNG file, told apart by its first bytes; see <see cref="PictureDecoder"/>.</summary>
    /// <param name="atLeast">
    /// Decode a JPEG at the smallest of the scales 1/8, 2/8 … 8/8 whose shorter side has so many pixels; null: full
    /// size.
    /// </param>
    /// <exception cref="DataFileException">Missing, unreadable, empty, damaged, truncated or of another
    /// format.</exception>
    public static Picture Read(string path, int? atLeast = null) => Decode(ReadBytes(path), path, atLeast);

    /// <inheritdoc cref="Read"/>
    /// <param name="name">Of the file, for messages.</param>
    public static Picture Decode(ReadOnlySpan<byte> file, string name, int? atLeast = null) =>
        PictureDecoder.Decode(file, name, atLeast);

    internal static byte[] ReadBytes(string path) =>
        DataFile.Bytes(path, "restore the image, or ask for damaged images to be skipped");
}
