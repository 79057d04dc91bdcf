namespace CrossRes.Data.Images;

/// <summary>A decoded image: RGB, 8 bits, row by row.</summary>
/// <param name="Pixels">[Height, Width, 3].</param>
public sealed record Picture(int Width, int Height, byte[] Pixels)
{
    /// <summary>Reads a JPEG or PNG file, told apart by its first bytes; see <see cref="PictureDecoder"/>.</summary>
    /// <param name="atLeast">
    /// Decode a JPEG at the smallest of the scales 1/8, 2/8 … 8/8 whose shorter side has so many pixels; null: full size.
    /// </param>
    /// <exception cref="DataFileException">Missing, unreadable, empty, damaged, truncated or of another format.</exception>
    public static Picture Read(string path, int? atLeast = null) => Decode(ReadBytes(path), path, atLeast);

    /// <inheritdoc cref="Read"/>
    /// <param name="name">Of the file, for messages.</param>
    public static Picture Decode(ReadOnlySpan<byte> file, string name, int? atLeast = null) =>
        PictureDecoder.Decode(file, name, atLeast);

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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var problem = Directory.Exists(path) ? "is a folder, not an image" : $"may not be read ({Cause(e, path)})";
            throw new DataFileException(path, problem, "give yourself the right to read it, or ask for damaged images to be skipped", e);
        }
    }

    /// <summary>The system's words without the path, which the message begins with.</summary>
    private static string Cause(Exception e, string path) =>
        e is UnauthorizedAccessException ? "permission denied" : e.Message.Replace($" : '{path}'", "").TrimEnd('.');
}
