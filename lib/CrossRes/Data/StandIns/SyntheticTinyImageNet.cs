using System.Globalization;
using System.Text;
using CrossRes.Common;
using CrossRes.Data.Images;
using CrossRes.Data.Sets;
using static TorchSharp.torch;

namespace CrossRes.Data.StandIns;

/// <summary>
/// A stand-in for TinyImageNet in its layout: kinds of painted shapes as JPEG images of 64×64 pixels.
/// </summary>
public static class SyntheticTinyImageNet
{
    private const int Side = 64, Quality = 92;
    private const long Seed = 1;

    /// <summary>
    /// The folder with such images, made now where it is missing; the same numbers give the same images.
    /// </summary>
    /// <param name="parent">Of all synthetic data.</param>
    /// <param name="classes">1 … 100; more would look alike.</param>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    public static string Write(string parent, int classes, int trainPerClass, int testPerClass) => SyntheticFolder.Make(
        Path.Combine(parent, $"tiny-imagenet-{classes}-{trainPerClass}-{testPerClass}-s{Seed}"), "TinyImageNet", Seed,
        trainPerClass, folder =>
        {
            string[] wnids = [.. Enumerable.Range(0, classes).Select(c => $"n{c:00000000}")];
            File.WriteAllLines(Path.Combine(folder, "wnids.txt"), wnids);
            Save(wnids, "train", trainPerClass, (label, round) =>
                Path.Combine(folder, "train", wnids[label], "images", $"{wnids[label]}_{round}.JPEG"));
            string Validation(int label, int round) => $"val_{round * classes + label}.JPEG";
            Save(wnids, "val", testPerClass, (label, round) =>
                Path.Combine(folder, "val", "images", Validation(label, round)));
            var list = new StringBuilder();
            for (var round = 0; round < testPerClass; round++)
                for (var label = 0; label < classes; label++)
                    list.Append(CultureInfo.InvariantCulture,
                        $"{Validation(label, round)}\t{wnids[label]}\t0\t0\t{Side - 1}\t{Side - 1}\n");
            File.WriteAllText(Path.Combine(folder, "val", TinyImageNet.Annotations), list.ToString());
        });

    private static void Save(string[] wnids, string part, int perClass, Func<int, int, string> pathOf)
    {
        for (var round = 0; round < perClass; round++) // one image of each class at a time
        {
            using var scope = NewDisposeScope();
            var pixels = TransferPainter.Paint(arange(wnids.Length), Side, Seed, $"tiny imagenet {part}",
                round).permute(0, 2, 3, 1).contiguous().bytes.ToArray();
            foreach (var (label, picture) in pixels.Chunk(Side * Side * 3).Index())
            {
                var path = pathOf(label, round);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, Jpeg.Encode(new Picture(Side, Side, picture), Quality));
            }
        }
    }
}
