using CrossRes.Common;
using CrossRes.Data.Images;
using CrossRes.Data.Mat;
using CrossRes.Data.Sets;

namespace CrossRes.Data.StandIns;

/// <summary>A stand-in for TinyFace in its layout: painted faces of 20 pixels.</summary>
public static class SyntheticTinyFace
{
    private const int PerIdentity = 4, Side = 20;
    private const long Seed = 1;

    /// <summary>
    /// The folder, made where it is missing: so many identities to learn from, half as many to find, and a distractor
    /// for each.
    /// </summary>
    /// <param name="parent">Of all synthetic data.</param>
    /// <param name="identities">At least 2.</param>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    public static string Write(string parent, int identities)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(identities, 2);
        return SyntheticFolder.Make(Path.Combine(parent, $"tinyface-{identities}x{PerIdentity}-s{Seed}"), "TinyFace",
            Seed, PerIdentity, folder =>
        {
            var test = Path.Combine(folder, "Testing_Set");
            Save(Faces(1, identities, PerIdentity), f =>
                Path.Combine(folder, "Training_Set", $"{f.Identity}", Name(f)));
            var (matches, probes) = (Faces(identities + 1, identities / 2, 2),
                Faces(identities + 1, identities / 2, 1, first: 3));
            Save(matches, f => Path.Combine(test, "Gallery_Match", Name(f)));
            Save(probes, f => Path.Combine(test, "Probe", Name(f)));
            Save(Faces(2 * identities + 1, identities, 1), f => Path.Combine(test, "Gallery_Distractor", Name(f)));
            List(Path.Combine(test, TinyFace.GalleryList), "gallery", matches);
            List(Path.Combine(test, TinyFace.ProbeList), "probe", probes);
        });
    }

    private static List<(int Identity, int Number)> Faces(int firstIdentity, int identities, int each, int first = 1) =>
        [.. Enumerable.Range(firstIdentity, identities).SelectMany(i =>
            Enumerable.Range(first, each).Select(n => (i, n)))];

    private static string Name((int Identity, int Number) face) => $"{face.Identity}_{face.Number}.jpg";

    private static void Save(List<(int Identity, int Number)> faces, Func<(int Identity, int Number), string> pathOf) =>
        SyntheticFaces.Save(faces, pathOf, picture =>
            picture.Resize(Side, Side, FaceCrop.Filter, FaceCrop.Square(picture)));

    private static void List(string path, string name, List<(int Identity, int Number)> faces) =>
        MatWriter.Save(path, new Dictionary<string, MatValue>
    {
        [$"{name}_set"] = new MatCells([faces.Count, 1],
            [.. faces.Select(f => new MatText([1, Name(f).Length], Name(f)))]),
        [$"{name}_ids"] = new MatNumbers([faces.Count, 1], [.. faces.Select(f => (double)f.Identity)]),
    });
}
