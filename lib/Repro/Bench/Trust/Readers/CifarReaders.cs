using System.Security.Cryptography;
using System.Text.Json;
using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;

namespace Repro.Bench.Trust.Readers;

/// <summary>
/// The binary formats of CIFAR-100 and STL-10, under a checksum that fits, so that what stands behind it is tried too.
/// </summary>
internal static class CifarReaders
{
    private const int RecordBytes = 3074, Side = 96;

    internal static IReadOnlyList<MutatedReader> All { get; } =
    [
        Scratch.Reader("cifar", "train.bin", Load, () => [Records(5), Records(40)], folder =>
            File.WriteAllBytes(Path.Combine(folder, "test.bin"), Records(3))),
        Scratch.Reader("stl10", "train_y.bin", (_, folder) => Dispose(Stl10.Load(folder, 8)), () => [Labels], folder =>
        {
            File.WriteAllBytes(Path.Combine(folder, "test_y.bin"), Labels);
            foreach (var part in (string[])["train", "test"]) File.WriteAllBytes(Path.Combine(folder, $"{part}_X.bin"),
                new byte[Labels.Length * 3 * Side * Side]);
        }),
    ];

    private static byte[] Labels => [1, 2, 3, 10];

    private static void Load(string path, string folder)
    {
        string Sum(string name) =>
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))));
        var origin = new { name = "drawn", kind = "synthetic", options = new SyntheticOptions(1, 1, 1),
            sha256 =
            new Dictionary<string, string> { ["train.bin"] = Sum("train.bin"), ["test.bin"] = Sum("test.bin") } };
        File.WriteAllText(Path.Combine(folder, "origin.json"),
            JsonSerializer.Serialize(origin, JsonSerializerOptions.Web));
        Dispose(Cifar100.Load(folder));
    }

    private static byte[] Records(int count) =>
        [.. Enumerable.Range(0, count).SelectMany(r =>
            (byte[])[(byte)(r % 20), (byte)(r % 100),
                .. Enumerable.Range(0, RecordBytes - 2).Select(i => (byte)(i * r))])];

    private static void Dispose((ImageSet Train, ImageSet Test) sets)
    {
        sets.Train.Dispose();
        sets.Test.Dispose();
    }
}
