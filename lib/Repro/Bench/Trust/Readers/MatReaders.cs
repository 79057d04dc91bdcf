using System.Text;
using CrossRes.Data.Mat;
using CrossRes.Data.Sets;

namespace Repro.Bench.Trust.Readers;

/// <summary>MAT-files, compressed and plain: by themselves, as Cars196's annotations, and as SVHN's images.</summary>
internal static class MatReaders
{
    internal static IReadOnlyList<MutatedReader> All { get; } =
    [
        Scratch.Reader("mat", "any.mat", (path, _) => MatFile.Load(path), () => Both(Things), patterns: "*.mat"),
        Scratch.Reader("cars196", "devkit/cars_train_annos.mat", (_, folder) => Cars196.List(folder), () =>
            Both(Annotations)),
        Scratch.Reader("svhn", "train_32x32.mat", (_, folder) => Load(folder), () => Both(Digits(3)),
            folder => File.WriteAllBytes(Path.Combine(folder, "test_32x32.mat"), Both(Digits(2))[0])),
    ];

    private static Dictionary<string, MatValue> Things => new()
    {
        ["numbers"] = new MatNumbers([2, 3], [1, 2.5, -3, 4e300, 5, 6]),
        ["text"] = new MatText([1, 5], "a név"),
        ["cells"] = new MatCells([1, 2],
            [new MatText([1, 1], "x"), new MatCells([1, 1], [new MatNumbers([1, 1], [7])])]),
        ["structs"] = new MatStructs([1, 2], ["name", "value"], [new MatText([1, 1], "p"), new MatNumbers([1, 1], [1]),
            new MatText([1, 1], "q"), new MatNumbers([0, 0], [])]),
    };

    private static Dictionary<string, MatValue> Annotations => new()
    {
        ["annotations"] = new MatStructs([1, 3], ["bbox_x1", "bbox_y1", "bbox_x2", "bbox_y2", "class", "fname"],
            [.. Enumerable.Range(1, 3).SelectMany(i =>
                (MatValue[])[.. Enumerable.Repeat(new MatNumbers([1, 1], [1]), 4), new MatNumbers([1, 1], [i]),
                    new MatText([1, 9], $"0000{i}.jpg")])]),
    };

    private static Dictionary<string, MatValue> Digits(int count) => new()
    {
        ["X"] = new MatNumbers([32, 32, 3, count],
            [.. Enumerable.Range(0, 32 * 32 * 3 * count).Select(i => (double)(i % 256))]),
        ["y"] = new MatNumbers([count, 1], [.. Enumerable.Range(1, count).Select(i => (double)i)]),
    };

    /// <summary>Compressed, as MATLAB saves, and plain, where damage reaches the numbers.</summary>
    private static byte[][] Both(Dictionary<string, MatValue> variables) =>
    [
        Scratch.Written(path => MatWriter.Save(path, variables)),
        [.. Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, drawn".PadRight(124)), 0x00, 0x01, (byte)'I', (byte)'M',
            .. variables.SelectMany(v => MatWriter.Matrix(v.Key, v.Value))],
    ];

    private static void Load(string folder)
    {
        var (train, test) = Svhn.Load(folder);
        train.Dispose();
        test.Dispose();
    }
}
