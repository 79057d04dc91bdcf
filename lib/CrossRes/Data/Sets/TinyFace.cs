using CrossRes.Common;
using CrossRes.Data.Mat;

namespace CrossRes.Data.Sets;

/// <summary>
/// TinyFace (Cheng, Zhu, Gong 2018): faces that are some 20 pixels wide by nature. <c>Training_Set/ID/*.jpg</c> to
/// learn from; of
/// <c>Testing_Set</c>, the images of <c>Probe/</c> are searched among <c>Gallery_Match/</c> and the nameless ones of
/// <c>Gallery_Distractor/</c>; two MAT-files name images and identities. Owns the training images.
/// </summary>
/// <param name="Gallery">Matches, then distractors, whose identity is <see cref="Nobody"/>.</param>
/// <param name="Skipped">What was left out, one line each.</param>
/// <param name="Sha256">Of all images and both lists.</param>
public sealed record TinyFace(ImageSet Train, FaceFiles Gallery, FaceFiles Probes, IReadOnlyList<string> Skipped,
    string Sha256) : IDisposable
{
    public const long Nobody = -1;

    internal const string GalleryList = "gallery_match_img_ID_pairs.mat", ProbeList = "probe_img_ID_pairs.mat";

    /// <param name="folder">Holds <c>Training_Set</c> and <c>Testing_Set</c>, or a folder <c>tinyface</c> that
    /// does.</param>
    /// <param name="identities">The first so many, by name, of the training set.</param>
    /// <param name="skipBad">Leave out images that are missing or damaged.</param>
    /// <exception cref="DataFileException">A list or an image is missing or damaged; the message names the
    /// entry.</exception>
    public static TinyFace Load(string folder, int? identities = null, bool skipBad = false)
    {
        var nested = Path.Combine(folder, "tinyface");
        var root = Directory.Exists(nested) ? nested : folder;
        var test = Path.Combine(root, "Testing_Set");
        var matches = Listed(test, GalleryList, "gallery", "Gallery_Match");
        var probes = Listed(test, ProbeList, "probe", "Probe");
        if (probes.Identities.Except(matches.Identities).Select(id => (long?)id).FirstOrDefault() is { } lost)
            throw Fault(Path.Combine(test, ProbeList), $"names identity {lost}, of whom the gallery has no image");
        var distractors = Distractors(Path.Combine(test, "Gallery_Distractor"));
        var gallery = new FaceFiles([.. matches.Paths, .. distractors],
            [.. matches.Identities, .. distractors.Select(_ => Nobody)]).Checked(skipBad);
        var searched = probes.Checked(skipBad);
        if (searched.Good.Paths.Count == 0) throw Fault(test, "has no probe that can be read");
        var (train, skipped) = FaceTree.Load(Path.Combine(root, "Training_Set"), new(identities, SkipBad: skipBad));
        return new(train, gallery.Good, searched.Good, [.. skipped, .. gallery.Skipped, .. searched.Skipped],
            Common.Digest.Sha256(train.Origin.Sha256 + gallery.Sha256 + searched.Sha256
                + string.Join(',', gallery.Good.Identities.Concat(searched.Good.Identities))));
    }

    public void Dispose() => Train.Dispose();

    private static FaceFiles Listed(string folder, string list, string name, string images)
    {
        var file = Path.Combine(folder, list);
        var variables = MatFile.Load(file, $"{name}_set", $"{name}_ids");
        var (names, ids) = (variables.Wanted<MatCells>($"{name}_set", "cell array").Cells,
            variables.Wanted<MatNumbers>($"{name}_ids", "array of numbers").Values);
        if (names.Count == 0 || names.Count != ids.Count)
            throw Fault(file, $"has {names.Count:N0} images and {ids.Count:N0} identities");
        var (paths, seen) = (new List<string>(), new Dictionary<string, int>());
        foreach (var (entry, (cell, id)) in names.Zip(ids).Index())
        {
            if (cell is not MatText { Text: { Length: > 0 } image } || image.Contains('/') || image.Contains('\0')
                || image is "." or "..")
                throw Fault(file, $"entry {entry + 1} of {name}_set names no image");
            if (id is not (>= 1 and <= int.MaxValue) || id % 1 != 0)
                throw Fault(file, $"entry {entry + 1} of {name}_ids is {id}: identities are whole numbers from 1");
            if (!seen.TryAdd(image, entry + 1))
                throw Fault(file, $"entry {entry + 1} of {name}_set is {image}, as entry {seen[image]} is");
            paths.Add(Path.Combine(folder, images, image));
        }
        return new(paths, [.. ids.Select(id => (long)id)]);
    }

    private static List<string> Distractors(string folder) => Directory.Exists(folder)
        ? [.. FolderWalk.ImagesIn(folder)]
        : throw new DataFileException(folder, "no such folder", "name the folder where TinyFace was unpacked");

    private static DataFileException Fault(string path, string problem) => new(path, problem, "unpack TinyFace again");
}
