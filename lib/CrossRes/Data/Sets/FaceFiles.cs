using CrossRes.Common;
using CrossRes.Data.Images;

namespace CrossRes.Data.Sets;

/// <summary>
/// Faces that stay in their files and are decoded some thousands at a time whenever they are looked at: too many to
/// hold.
/// </summary>
/// <param name="Identities">One for each path.</param>
public sealed record FaceFiles(IReadOnlyList<string> Paths, IReadOnlyList<long> Identities)
{
    private const int Chunk = 4096;

    /// <summary>The faces, of 112×112 pixels, in order; each part is valid until the next is asked for.</summary>
    /// <param name="skipBad">Leave out images that cannot be read; otherwise one is an error.</param>
    /// <exception cref="DataFileException">An image cannot be read.</exception>
    public IEnumerable<LoadedPictures> Read(bool skipBad = false)
    {
        foreach (var paths in Paths.Chunk(Chunk))
        {
            using var faces = PictureFiles.Load(paths, FaceCrop.Side, FaceCrop.Side, (_, picture) =>
                FaceCrop.Fixed(picture), skipBad);
            yield return faces;
        }
    }

    /// <summary>
    /// Decodes every image once: those that can be read, why others cannot, and a checksum of all bytes.
    /// </summary>
    /// <inheritdoc cref="Read"/>
    internal (FaceFiles Good, IReadOnlyList<string> Skipped, string Sha256) Checked(bool skipBad)
    {
        var (good, skipped, sha256) = (new List<int>(), new List<string>(), "");
        foreach (var (part, faces) in Read(skipBad).Index())
        {
            good.AddRange(faces.Kept.Select(k => part * Chunk + k));
            skipped.AddRange(faces.Skipped);
            sha256 = Common.Digest.Sha256(sha256 + faces.Sha256);
        }
        return (new([.. good.Select(i => Paths[i])], [.. good.Select(i => Identities[i])]), skipped, sha256);
    }
}

/// <summary>What is known of where faces come from.</summary>
internal static class FaceOrigin
{
    /// <summary>
    /// Checksums of editions that have been checked: SHA-256 over the images that pairs.txt names, and the file itself.
    /// </summary>
    private static readonly Dictionary<string, string> Known = new()
    {
        ["11d9d9dbbe22f5fce737b3cd54e2f40feb318a2cfc4db242a4cd2345f6b662cb"] =
            "LFW-a (gray), the central 170×170 pixels",
    };

    /// <param name="folder">That holds <c>origin.json</c> where the faces are synthetic, or lies in one that
    /// does.</param>
    /// <param name="sha256">Of all images.</param>
    internal static DataOrigin Find(string folder, string name, string sha256) =>
        (OriginFile.Read(folder) ?? OriginFile.Read(Path.Combine(folder, ".."))) is { } marker
            ? new(marker.Name, marker.Kind, sha256)
        : Known.TryGetValue(sha256, out var edition) ? new(edition, "real", sha256)
        : new(name, "unverified", sha256);
}
