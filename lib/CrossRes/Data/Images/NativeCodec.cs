using System.Runtime.InteropServices;

namespace CrossRes.Data.Images;

/// <summary>The system's decoders.</summary>
internal static class NativeCodec
{
    /// <summary>More pixels than any photograph has: a damaged or hostile header.</summary>
    private const long MostPixels = 1L << 28;

    /// <exception cref="DataFileException">The library is not installed.</exception>
    internal static void Require(string library, string package)
    {
        if (!NativeLibrary.TryLoad(library, out _))
            throw new DataFileException(library, "is not installed, and images are decoded by it", $"run: apt-get install {package}");
    }

    /// <returns>Bytes of the picture with so many channels.</returns>
    internal static byte[] Room(string name, int width, int height, int channels) =>
        (long)width * height is > 0 and <= MostPixels
            ? new byte[(long)width * height * channels]
            : throw Damaged(name, $"its header says {width:N0}×{height:N0} pixels");

    internal static DataFileException Damaged(string name, string problem) =>
        new(name, $"is no readable image: {problem}", "restore the file, or ask for damaged images to be skipped");
}
