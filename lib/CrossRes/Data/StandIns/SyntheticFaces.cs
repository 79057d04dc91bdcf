using System.Text;
using CrossRes.Common;
using CrossRes.Data.Images;
using CrossRes.Data.Sets;
using static TorchSharp.torch;

namespace CrossRes.Data.StandIns;

/// <summary>
/// Stand-ins for face sets, for machines that do not have them: painted faces as JPEG files in the official layouts.
/// Nothing measured on them says anything about people.
/// </summary>
public static class SyntheticFaces
{
    internal const int Folds = 10, PerIdentity = 4;
    private const int Quality = 92;
    private const long Seed = 1;

    /// <summary>
    /// LFW's layout: <c>lfw/NAME/NAME_0001.jpg</c> and pairs.txt, whose ten folds share no identity; the folder is made
    /// where it is missing.
    /// </summary>
    /// <param name="parent">Of all synthetic data.</param>
    /// <param name="identities">At least 40, so that every fold has several.</param>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    public static string Lfw(string parent, int identities)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(identities, 4 * Folds);
        return SyntheticFolder.Make(Path.Combine(parent, $"lfw-{identities}x{PerIdentity}-s{Seed}"), "LFW", Seed,
            PerIdentity, folder => WriteLfw(folder, identities));
    }

    /// <summary>The same beside a tree of other identities to learn from, <c>train/NAME/001.jpg</c>.</summary>
    /// <inheritdoc cref="Lfw"/>
    public static string Tree(string parent, int identities)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(identities, 4 * Folds);
        return SyntheticFolder.Make(Path.Combine(parent, $"faces-{identities}x{PerIdentity}-s{Seed}"),
            "a face tree and LFW", Seed, PerIdentity, folder =>
        {
            WriteLfw(folder, identities);
            Save(Faces(identities, identities), f =>
                Path.Combine(folder, "train", $"{f.Identity:0000000}", $"{f.Number:000}.jpg"));
        });
    }

    private static void WriteLfw(string folder, int identities)
    {
        Save(Faces(0, identities), f => Path.Combine(folder, "lfw", new LfwImage(Name(f.Identity), f.Number).Path));
        File.WriteAllText(Path.Combine(folder, "pairs.txt"), Pairs(identities));
    }

    private static List<(int Identity, int Number)> Faces(int first, int identities) =>
        [.. Enumerable.Range(first, identities).SelectMany(i => Enumerable.Range(1, PerIdentity).Select(n => (i, n)))];

    private static string Name(int identity) => $"Person_{identity:0000}";

    /// <summary>Paints faces and writes them as JPEG files.</summary>
    /// <param name="prepare">What becomes of a picture before it is written; null: nothing.</param>
    internal static void Save(
        IReadOnlyList<(int Identity, int Number)> faces, Func<(int Identity, int Number), string> pathOf,
        Func<Picture, Picture>? prepare = null)
    {
        foreach (var chunk in faces.Chunk(64))
            foreach (var (face, picture) in chunk.Zip(Pictures(chunk)))
            {
                var path = pathOf(face);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, Jpeg.Encode(prepare?.Invoke(picture) ?? picture, Quality));
            }
    }

    /// <summary>Painted faces.</summary>
    internal static IReadOnlyList<Picture> Pictures(IReadOnlyList<(int Identity, int Number)> faces)
    {
        using var scope = NewDisposeScope();
        var bytes = FacePainter.Paint(Seed, faces).permute(0, 2, 3, 1).contiguous().data<byte>().ToArray();
        return [.. bytes.Chunk(bytes.Length / faces.Count).Select(pixels =>
            new Picture(FacePainter.Side, FacePainter.Side, pixels))];
    }

    /// <summary>
    /// A fold takes every tenth identity; its same pairs are neighbours among an identity's images, its different pairs
    /// neighbouring identities.
    /// </summary>
    private static string Pairs(int identities)
    {
        const int perIdentity = PerIdentity - 1;
        var size = identities / Folds;
        var text = new StringBuilder($"{Folds}\t{size * perIdentity}\n");
        for (var fold = 0; fold < Folds; fold++)
        {
            var own = Enumerable.Range(0, size).Select(k => Name(fold + k * Folds)).ToList();
            foreach (var name in own)
                for (var n = 1; n <= perIdentity; n++)
                    text.Append($"{name}\t{n}\t{n + 1}\n");
            for (var step = 1; step <= perIdentity; step++)
                foreach (var (k, name) in own.Index())
                    text.Append($"{name}\t{step}\t{own[(k + step) % size]}\t{step + 1}\n");
        }
        return text.ToString();
    }
}
