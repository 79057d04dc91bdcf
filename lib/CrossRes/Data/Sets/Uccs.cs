using CrossRes.Common;
using CrossRes.Data.Images;
using static TorchSharp.torch;

namespace CrossRes.Data.Sets;

/// <summary>
/// UCCS as a closed set: faces cut from scenes by their boxes (a square around each, black beyond the scene), or
/// aligned by five points, at 112×112 pixels.
/// </summary>
public static class Uccs
{
    /// <summary>Annotations, in this order of preference, in the folder or in <c>protocol/</c>.</summary>
    private static readonly string[] Files = ["training.csv", "validation.csv", "gallery.csv"];

    private static readonly string[] Folders = [".", "images", "training", "validation", "gallery_images"];

    /// <summary>
    /// Every file of annotations that is there is read; subjects with a negative number are left out.
    /// </summary>
    /// <exception cref="DataFileException">A line or an image is bad; the message names both.</exception>
    public static (ImageSet Train, ImageSet Test, IReadOnlyList<string> Skipped) Load(string folder, UccsCounts counts,
        long seed, bool skipBad = false)
    {
        var files = Files.SelectMany(f => (string[])[Path.Combine(folder, f), Path.Combine(folder, "protocol", f)])
            .Where(DataFile.IsThere).ToList();
        if (files.Count == 0) throw new DataFileException(folder, $"has none of {string.Join(", ", Files)}",
            "put UCCS's annotations there, or into protocol/");
        var faces = files.SelectMany(f =>
            UccsFile.Read(f).Where(face => face.Subject >= 0).Select(face => (File: f, Face: face))).ToList();
        var subjects = faces.Index().GroupBy(f => f.Item.Face.Subject).ToDictionary(g => g.Key, g =>
            (IReadOnlyList<int>)[.. g.Select(f => f.Index)]);
        var (train, test) = Split(folder, subjects, counts, seed);
        var skipped = new List<string>();
        ImageSet Read(string name, IReadOnlyList<(int Face, int Class)> wanted)
        {
            var chosen = wanted.Select(w => faces[w.Face]).ToList();
            using var loaded = PictureFiles.Load(
                [.. chosen.Select(c => Locate(folder, c.File, c.Face, skipBad))], FaceCrop.Side, FaceCrop.Side,
                (i, p) => Cut(p, chosen[i].Face), skipBad);
            skipped.AddRange(loaded.Skipped);
            var labels = tensor(loaded.Kept.Select(k => (long)wanted[k].Class).ToArray(), dtype: ScalarType.Int64);
            return new ImageSet(name, loaded.Images.alias().DetachFromDisposeScope(), labels.DetachFromDisposeScope(),
                [.. Enumerable.Range(0, counts.Subjects).Select(k => $"subject {k + 1}")],
                FaceOrigin.Find(folder, "UCCS", loaded.Sha256));
        }
        return (Read("train", train), Read("test", test), skipped);
    }

    /// <summary>The face of an annotation.</summary>
    internal static Picture Cut(Picture scene, UccsFace face)
    {
        if (face.Points is { } points) return FaceAlignment.Align(scene, points);
        var box = face.Box!.Value;
        var side = Math.Max(box.Width, box.Height);
        var square = new Box(box.Left + (box.Width - side) / 2, box.Top + (box.Height - side) / 2, side, side);
        return scene.Padded(square, out var inside).Resize(FaceCrop.Side, FaceCrop.Side, FaceCrop.Filter, inside);
    }

    private static (IReadOnlyList<(int Face, int Class)> Train, IReadOnlyList<(int Face, int Class)> Test) Split(
        string folder, IReadOnlyDictionary<int, IReadOnlyList<int>> subjects, UccsCounts counts, long seed)
    {
        try
        {
            return UccsSplit.Draw(subjects, counts, seed);
        }
        catch (ArgumentException e)
        {
            throw new DataFileException(folder, e.Message.Split(" (Parameter")[0], "complete the set", e);
        }
    }

    private static string Locate(string folder, string file, UccsFace face, bool skipBad)
    {
        var places = Folders.Select(f => Path.Combine(folder, f, face.Image)).ToList();
        return places.FirstOrDefault(File.Exists)
            ?? (skipBad ? places[0] : throw new DataFileException(file,
                $"line {face.Line} names {face.Image}, which is not in {folder} or its images/",
                "restore the image, or ask for damaged images to be skipped"));
    }
}
