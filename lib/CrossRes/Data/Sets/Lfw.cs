using CrossRes.Common;
using CrossRes.Data.Images;
using static TorchSharp.torch;

namespace CrossRes.Data.Sets;

/// <summary>The images of LFW's pairs as faces of 112×112 pixels. Owns its images.</summary>
/// <param name="Faces">Each image once; labels are positions in the sorted list of identities.</param>
/// <param name="Pairs">In the protocol's order.</param>
/// <param name="Ends">Rows of the faces of pair k, and of pair k's other end.</param>
/// <param name="Skipped">What was left out, one line each.</param>
public sealed record Lfw(
    ImageSet Faces, IReadOnlyList<LfwPair> Pairs, IReadOnlyList<(long First, long Second)> Ends,
    IReadOnlyList<string> Skipped) : IDisposable
{
    /// <summary>Reads pairs.txt and the images that it names, which lie as <see cref="LfwFolder"/> says.</summary>
    /// <param name="skipBad">Leave out pairs with a missing or damaged image.</param>
    /// <exception cref="DataFileException">A line or an image is bad; the message names both.</exception>
    public static Lfw Load(string folder, bool skipBad = false)
    {
        var file = Path.Combine(folder, "pairs.txt");
        var pairs = LfwPairs.Read(file);
        var root = new LfwFolder(folder, pairs);
        var images = pairs.SelectMany(p => (LfwImage[])[p.First, p.Second]).Distinct()
            .OrderBy(i => i.Identity, StringComparer.Ordinal).ThenBy(i => i.Number).ToList();
        if (!skipBad) RequireImages(file, root, pairs);
        using var loaded = PictureFiles.Load([.. images.Select(i => root.Find(i) ?? Path.Combine(root.Root, i.Path))],
            FaceCrop.Side, FaceCrop.Side, (_, p) => FaceCrop.Fixed(p), skipBad);
        var rowOf = loaded.Kept.Index().ToDictionary(k => images[k.Item], k => (long)k.Index);
        var identities = images.Select(i => i.Identity).Distinct().ToList();
        var labelOf = identities.Index().ToDictionary(i => i.Item, i => (long)i.Index);
        var whole = pairs.Where(p => rowOf.ContainsKey(p.First) && rowOf.ContainsKey(p.Second)).ToList();
        var labels = tensor(loaded.Kept.Select(k => labelOf[images[k].Identity]).ToArray(),
            dtype: ScalarType.Int64).DetachFromDisposeScope();
        var origin = FaceOrigin.Find(folder, "LFW", Common.Digest.Sha256(loaded.Sha256 + DataFile.Text(file)));
        return new Lfw(
            new ImageSet("pairs", loaded.Images.alias().DetachFromDisposeScope(), labels, identities, origin), whole,
            [.. whole.Select(p => (rowOf[p.First], rowOf[p.Second]))], loaded.Skipped);
    }

    /// <summary>Rows of the images that a fold's pairs show.</summary>
    public IReadOnlyList<long> ImagesOf(Func<int, bool> folds) =>
        [.. Pairs.Zip(Ends).Where(p => folds(p.First.Fold)).SelectMany(p => (long[])[p.Second.First, p.Second.Second])
            .Distinct().Order()];

    public void Dispose() => Faces.Dispose();

    private static void RequireImages(string file, LfwFolder root, IReadOnlyList<LfwPair> pairs)
    {
        var known = new Dictionary<LfwImage, bool>();
        foreach (var pair in pairs)
            foreach (var image in (LfwImage[])[pair.First, pair.Second])
            {
                if (!known.TryGetValue(image, out var exists)) known[image] = exists = root.Find(image) is not null;
                if (!exists)
                    throw new DataFileException(file,
                        $"line {pair.Line} names {image.Path}, which is not in {root.Root}",
                        "restore the image, or ask for damaged images to be skipped");
            }
    }
}

/// <summary>
/// Where LFW's images lie: in a folder beside pairs.txt whose name begins with lfw (<c>lfw</c>,
/// <c>lfw-deepfunneled</c>,
/// <c>lfw_funneled</c>, <c>lfw2</c>, once more inside where an archive was unpacked so), or beside pairs.txt
/// themselves; as JPEG or PNG, whatever the case of the extension.
/// </summary>
internal sealed class LfwFolder
{
    private readonly Dictionary<string, ILookup<string, string>> images = [];

    /// <exception cref="DataFileException">No folder has one of the identities.</exception>
    internal LfwFolder(string folder, IReadOnlyList<LfwPair> pairs)
    {
        var identities = pairs.SelectMany(p => (string[])[p.First.Identity, p.Second.Identity]).Distinct().ToList();
        var beside = Directory.Exists(folder) ? FolderWalk.FoldersIn(folder).Where(f =>
            Path.GetFileName(f).StartsWith("lfw", StringComparison.OrdinalIgnoreCase)) : [];
        Root = beside.SelectMany(f => (string[])[f, Path.Combine(f, Path.GetFileName(f))])
            .Append(Path.GetFullPath(folder))
            .FirstOrDefault(f => identities.Any(i => Directory.Exists(Path.Combine(f, i))))
            ?? throw new DataFileException(folder,
                $"has no images: neither lfw*/{identities[0]} nor {identities[0]} is there",
                "unpack LFW's images beside pairs.txt");
    }

    /// <summary>Holds a folder for each identity.</summary>
    internal string Root { get; }

    /// <summary>The file of an image, .jpg before others; null where there is none.</summary>
    internal string? Find(LfwImage image)
    {
        if (!images.TryGetValue(image.Identity, out var own))
        {
            var folder = Path.Combine(Root, image.Identity);
            images[image.Identity] = own = (Directory.Exists(folder) ? FolderWalk.ImagesIn(folder) : []).ToLookup(f =>
                Path.GetFileNameWithoutExtension(f));
        }
        return own[Path.GetFileNameWithoutExtension(image.Path)].OrderByDescending(f =>
            f.EndsWith(".jpg", StringComparison.Ordinal)).FirstOrDefault();
    }
}
