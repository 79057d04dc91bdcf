namespace CrossRes.Data.Faces;

/// <summary>What is known of where faces come from.</summary>
internal static class FaceOrigin
{
    /// <summary>A file beside synthetic faces, which says what made them.</summary>
    internal const string Marker = "synthetic.txt";

    /// <summary>Synthetic where the marker is. Face sets have no official checksum of the images as they are read: otherwise <c>unverified</c>.</summary>
    internal static DataOrigin Of(string folder, string name, string sha256) => File.Exists(Path.Combine(folder, Marker))
        ? new($"{name} layout (synthetic)", "synthetic", sha256)
        : new(name, "unverified", sha256);
}
