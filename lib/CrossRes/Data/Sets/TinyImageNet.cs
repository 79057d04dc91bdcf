using CrossRes.Common;
using CrossRes.Data.Images;
using static TorchSharp.torch;

namespace CrossRes.Data.Sets;

/// <summary>
/// TinyImageNet (Stanford CS231n): <c>wnids.txt</c> with 200 classes, <c>train/WNID/images/*.JPEG</c> of 64×64 pixels,
/// and
/// <c>val/images/</c> whose classes <c>val/val_annotations.txt</c> names; or a stand-in in that layout. The validation
/// images are the test, for those of <c>test/</c> have no labels. Images are reduced as they are read.
/// </summary>
public static class TinyImageNet
{
    internal const string Folder = "tiny-imagenet-200", Annotations = "val_annotations.txt";
    private const string Unpack = "name the folder where tiny-imagenet-200.zip was unpacked";

    /// <param name="folder">Holds those files, or a folder <c>tiny-imagenet-200</c> that does.</param>
    /// <param name="side">To which images are reduced, in pixels (Pillow's bilinear filter).</param>
    /// <param name="classes">The first so many of wnids.txt; all where it has fewer.</param>
    /// <param name="trainPerClass">At most so many training images of each; null: all.</param>
    /// <param name="testPerClass">At most so many test images of each; null: all.</param>
    /// <param name="skipBad">Leave out images that are missing or damaged, and count them.</param>
    /// <exception cref="DataFileException">A file, a class folder or an image is missing or damaged.</exception>
    public static (ImageSet Train, ImageSet Test, int Absent) Load(
        string folder, int side, int classes, int? trainPerClass = null, int? testPerClass = null, bool skipBad = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var nested = Path.Combine(folder, Folder);
        var root = Directory.Exists(nested) ? nested : folder;
        var all = Classes(Path.Combine(root, "wnids.txt"));
        var wnids = all[..Math.Min(classes, all.Count)];
        var absent = 0;
        return Owned.By(
            Read("train", TrainFiles(root, wnids, trainPerClass)),
            train => (train, Read("test", TestFiles(root, all, wnids, testPerClass, skipBad)), absent));

        ImageSet Read(string part, IReadOnlyList<(string Path, int Class)> files)
        {
            var pictures = PictureFiles.Load([.. files.Select(f => f.Path)], side, side, (_, picture) =>
                picture.Resize(side, side), skipBad);
            absent += pictures.Skipped.Count;
            using var scope = NewDisposeScope();
            var origin = OriginFile.Read(root) is { } marker
                ? new DataOrigin(marker.Name, marker.Kind, pictures.Sha256)
                : new DataOrigin("TinyImageNet (no checksum known)", "unverified", pictures.Sha256);
            return new ImageSet(part, pictures.Images, tensor([.. pictures.Kept.Select(k => (long)files[k].Class)],
                dtype: ScalarType.Int64).DetachFromDisposeScope(), wnids, origin);
        }
    }

    private static List<string> Classes(string path)
    {
        List<string> wnids = [.. DataFile.Lines(path, Unpack).Select(l => l.Text.Trim()).Where(l => l.Length > 0)];
        if (wnids.Count == 0)
            throw Fault(path, "names no class");
        if (wnids.GroupBy(w => w).FirstOrDefault(w => w.Count() > 1) is { } twice)
            throw Fault(path, $"names {twice.Key} twice");
        if (wnids.FirstOrDefault(w => !w.All(char.IsAsciiLetterOrDigit)) is { } bad)
            throw Fault(path, $"'{(bad.Length <= 40 ? bad : bad[..40] + "…")}' is no class such as n01443537");
        return wnids;
    }

    private static List<(string Path, int Class)> TrainFiles(string root, List<string> wnids, int? perClass)
    {
        var files = new List<(string, int)>();
        foreach (var (label, wnid) in wnids.Index())
        {
            var folder = Path.Combine(root, "train", wnid, "images");
            if (!Directory.Exists(folder))
                throw new DataFileException(folder, $"no such folder, and wnids.txt names {wnid}",
                    "unpack tiny-imagenet-200.zip again");
            // WNID_7.JPEG before WNID_10.JPEG
            var own = FolderWalk.ImagesIn(folder).OrderBy(f => Path.GetFileName(f).Length).ToList();
            if (own.Count == 0)
                throw Fault(folder, "holds no image");
            files.AddRange(own.Take(perClass ?? int.MaxValue).Select(f => (f, label)));
        }
        return files;
    }

    private static List<(string Path, int Class)> TestFiles(string root, List<string> all, List<string> wnids,
        int? perClass, bool skipBad)
    {
        var list = Path.Combine(root, "val", Annotations);
        var labelOf = all.Index().ToDictionary(w => w.Item, w => w.Index);
        var taken = new int[wnids.Count];
        var files = new List<(string, int)>();
        var seen = new Dictionary<string, int>();
        foreach (var (number, line) in DataFile.Lines(list, Unpack))
        {
            if (line.Length == 0) continue;
            var words = line.Split('\t');
            if (words.Length < 2 || words[0].Length == 0 || words[0].Contains('/') || words[0].Contains('\0'))
                throw Fault(list, $"line {number} names no image and class");
            if (!labelOf.TryGetValue(words[1], out var label))
                throw Fault(list,
                    $"line {number}: wnids.txt has no class "
                        + $"'{(words[1].Length <= 40 ? words[1] : words[1][..40] + "…")}'");
            if (!seen.TryAdd(words[0], number))
                throw Fault(list, $"line {number} lists {words[0]}, as line {seen[words[0]]} does");
            if (label >= wnids.Count || taken[label]++ >= perClass) continue;
            var path = Path.Combine(root, "val", "images", words[0]);
            if (!File.Exists(path) && !skipBad)
                throw Fault(list,
                    $"line {number} names {words[0]}, which is not in {Path.Combine(root, "val", "images")}");
            files.Add((path, label));
        }
        return files.Count > 0 ? files : throw Fault(list, $"has no image of the first {wnids.Count} classes");
    }

    private static DataFileException Fault(string path, string problem) =>
        new(path, problem, "unpack tiny-imagenet-200.zip again");
}
