using CrossRes.Common;

namespace CrossRes.Data.Sets;

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
