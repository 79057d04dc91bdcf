namespace CrossRes.Data.Sets;

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
    internal static DataOrigin Of(string folder, string name, string sha256) =>
        (OriginFile.Read(folder) ?? OriginFile.Read(Path.Combine(folder, ".."))) is { } marker
            ? new(marker.Name, marker.Kind, sha256)
        : Known.TryGetValue(sha256, out var edition) ? new(edition, "real", sha256)
        : new(name, "unverified", sha256);
}
