using System.Security.Cryptography;
using CrossRes.Common;
using static TorchSharp.torch;

namespace CrossRes.Data.Images;

/// <summary>Image files that were decoded, cropped and resized. Owns its tensor.</summary>
/// <param name="Images">uint8 [N, 3, H, W], in the order of the files.</param>
/// <param name="Kept">Which files they are.</param>
/// <param name="Skipped">Why each of the others is missing.</param>
/// <param name="Sha256">Of the bytes of all files, in order.</param>
public sealed record LoadedPictures(Tensor Images, IReadOnlyList<int> Kept, IReadOnlyList<string> Skipped,
    string Sha256) : IDisposable
{
    public void Dispose() => Images.Dispose();
}

/// <summary>Reads many image files on all cores; the result does not depend on how many there are.</summary>
public static class PictureFiles
{
    /// <param name="paths">JPEG or PNG.</param>
    /// <param name="prepare">Crops and resizes picture number i to height × width.</param>
    /// <param name="skipBad">Leave out files that are missing or damaged, and count them.</param>
    /// <param name="workers">Threads; all cores by default.</param>
    /// <param name="atLeast">As in <see cref="Picture.Read"/>.</param>
    /// <exception cref="DataFileException">The first file, in order, that cannot be read.</exception>
    public static LoadedPictures Load(
        IReadOnlyList<string> paths, int height, int width, Func<int, Picture, Picture> prepare,
        bool skipBad = false, int? workers = null, int? atLeast = null)
    {
        using var scope = NewDisposeScope();
        var images = empty([paths.Count, 3, height, width], ScalarType.Byte);
        var errors = new DataFileException?[paths.Count];
        var digests = new byte[paths.Count * SHA256.HashSizeInBytes];
        Parallel.For(0, paths.Count,
            new ParallelOptions { MaxDegreeOfParallelism = workers ?? Environment.ProcessorCount }, (i, loop) =>
        {
            try
            {
                var bytes = Picture.ReadBytes(paths[i]);
                SHA256.HashData(bytes, digests.AsSpan(i * SHA256.HashSizeInBytes));
                var picture = prepare(i, Picture.Decode(bytes, paths[i], atLeast));
                if ((picture.Width, picture.Height) != (width, height))
                    throw new ArgumentException(
                        $"the picture was prepared to {picture.Width}×{picture.Height}, not {width}×{height}",
                        nameof(prepare));
                using var image = images.select(0, i); // of its own, since a span ends at 2 GiB
                Planes(picture.Pixels, image.bytes);
            }
            catch (DataFileException e)
            {
                errors[i] = e;
                if (!skipBad) loop.Break(); // files before it are still read, so that the first error is reported
            }
        });
        if (!skipBad && errors.FirstOrDefault(e => e is not null) is { } first) throw first;
        var kept = Enumerable.Range(0, paths.Count).Where(i => errors[i] is null).ToArray();
        if (kept.Length < paths.Count) images = images.index_select(0,
            tensor([.. kept.Select(i => (long)i)], dtype: ScalarType.Int64));
        return new(images.DetachFromDisposeScope(), kept, [.. errors.OfType<DataFileException>().Select(e =>
            e.Message)], Convert.ToHexStringLower(SHA256.HashData(digests)));
    }

    private static void Planes(ReadOnlySpan<byte> pixels, Span<byte> planes)
    {
        var size = planes.Length / 3;
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = planes.Slice(channel * size, size);
            for (int i = 0, at = channel; i < plane.Length; i++, at += 3) plane[i] = pixels[at];
        }
    }
}
