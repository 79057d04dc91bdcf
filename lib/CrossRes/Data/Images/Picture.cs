namespace CrossRes.Data.Images;

/// <summary>A decoded image: RGB, 8 bits, row by row.</summary>
/// <param name="Pixels">[Height, Width, 3].</param>
public sealed record Picture(int Width, int Height, byte[] Pixels)
{
    /// <summary>Reads a JPEG or PNG file, told apart by its first bytes.</summary>
    /// <param name="atLeast">As in <see cref="Jpeg.Decode"/>; PNG images are decoded whole.</param>
    /// <exception cref="DataFileException">Missing, empty, damaged or of another format.</exception>
    public static Picture Read(string path, int? atLeast = null) => Decode(ReadBytes(path), path, atLeast);

    /// <param name="name">Of the file, for messages.</param>
    internal static Picture Decode(ReadOnlySpan<byte> file, string name, int? atLeast = null)
    {
        if (file.IsEmpty) throw NativeCodec.Damaged(name, "the file is empty");
        if (file.StartsWith<byte>([0xFF, 0xD8])) return Jpeg.Decode(file, name, atLeast);
        if (file.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47])) return PngFile.Decode(file, name);
        throw NativeCodec.Damaged(name, "neither JPEG nor PNG");
    }

    internal static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFileException(path, "no such file", "restore the image, or ask for damaged images to be skipped", e);
        }
    }
}
