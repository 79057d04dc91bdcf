using CrossRes.Common;
using CrossRes.Data.Sets;
using static TorchSharp.torch;

namespace CrossRes.Data.StandIns;

/// <summary>A stand-in for STL-10 in its binary format: ten kinds of painted shapes, enlarged to 96×96.</summary>
public static class SyntheticStl10
{
    private const long Seed = 1;

    /// <summary>
    /// The folder with such images, made now where it is missing; the same numbers give the same images.
    /// </summary>
    /// <param name="parent">Of all synthetic data.</param>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    public static string Write(string parent, int trainPerClass, int testPerClass) => SyntheticFolder.Make(
        Path.Combine(parent, $"stl10-{trainPerClass}-{testPerClass}-s{Seed}"), "STL-10", Seed, trainPerClass, folder =>
        {
            WritePart(folder, "train", trainPerClass);
            WritePart(folder, "test", testPerClass);
        });

    private static void WritePart(string folder, string part, int perClass)
    {
        using var images = File.Create(Path.Combine(folder, $"{part}_X.bin"));
        using var labels = File.Create(Path.Combine(folder, $"{part}_y.bin"));
        for (var round = 0; round < perClass; round++) // one image of each class at a time
        {
            using var scope = NewDisposeScope();
            var classes = arange(Stl10.AllClasses);
            images.Write(TransferPainter.Paint(classes, Stl10.Side, Seed, $"stl10 {part}", round).transpose(2,
                3).contiguous().bytes);
            labels.Write([.. classes.data<long>().ToArray().Select(c => (byte)(c + 1))]);
        }
    }
}
