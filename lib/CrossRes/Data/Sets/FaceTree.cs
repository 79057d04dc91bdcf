using CrossRes.Common;
using CrossRes.Data.Images;
using static TorchSharp.torch;

namespace CrossRes.Data.Sets;

/// <param name="Identities">The first so many, by name; null for all.</param>
/// <param name="PerIdentity">The first so many images of each, by name; null for all.</param>
/// <param name="SkipBad">Leave out images that cannot be read, and count them.</param>
public sealed record FaceTreeOptions(int? Identities = null, int? PerIdentity = null, bool SkipBad = false);

/// <summary>
/// A folder for each identity, anywhere below a root, with its JPEG and PNG images: the layouts of CASIA-WebFace
/// (<c>0000045/001.jpg</c>), VGGFace2 (<c>train/n000002/0001_01.jpg</c>) and UMDFaces
/// (<c>umdfaces_batch1/NAME/x.jpg</c>).
/// Folders of the same name are one identity. Where the root has <c>landmarks.csv</c> faces are aligned by it,
/// otherwise cropped (<see cref="FaceCrop"/>). Hidden files and those of file managers and servers are passed over, and
/// a folder counts
/// once, however it is linked.
/// </summary>
public static class FaceTree
{
    /// <summary>The faces, by identity and then by path; and what was left out, one line each.</summary>
    /// <exception cref="DataFileException">No folder with images, an image without landmarks, or a bad
    /// image.</exception>
    public static (ImageSet Faces, IReadOnlyList<string> Skipped) Load(string root, FaceTreeOptions? options = null)
    {
        options ??= new();
        if (!Directory.Exists(root)) throw new DataFileException(root, "no such folder",
            "name the folder that holds a folder for each identity");
        var unread = new List<string>();
        var top = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var identities = FolderWalk.Files(root, FolderWalk.IsImage, options.SkipBad ? unread : null)
            .Where(f => Path.GetDirectoryName(f) != top)
            .GroupBy(f => Path.GetFileName(Path.GetDirectoryName(f)!)).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Take(options.Identities ?? int.MaxValue)
            .Select(g =>
                (Name: g.Key, Files: g.Order(StringComparer.Ordinal).Take(options.PerIdentity ?? int.MaxValue)
                    .ToList())).ToList();
        if (identities.Count == 0) throw new DataFileException(root, "holds no folder with images",
            "name the folder that holds a folder for each identity");
        var files = identities.SelectMany(i => i.Files).ToList();
        var landmarks = LandmarkFile.Read(Path.Combine(root, "landmarks.csv"));
        Picture Prepare(int i, Picture picture) =>
            landmarks is null ? FaceCrop.Fixed(picture) : FaceAlignment.Align(picture, landmarks.For(files[i]));
        using var loaded = PictureFiles.Load(files, FaceCrop.Side, FaceCrop.Side, Prepare, options.SkipBad);
        long[] labels = [.. identities.SelectMany((identity, label) => identity.Files.Select(_ => (long)label))];
        var faces = new ImageSet(
            "faces", loaded.Images.alias().DetachFromDisposeScope(),
            tensor(loaded.Kept.Select(k => labels[k]).ToArray(), dtype: ScalarType.Int64).DetachFromDisposeScope(),
            [.. identities.Select(i => i.Name)], FaceOrigin.Find(root, "faces", loaded.Sha256));
        return (faces, [.. unread, .. loaded.Skipped]);
    }
}
