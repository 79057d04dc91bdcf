using CrossRes.Data.Sets;


namespace Repro.Bench.Trust.Readers;

/// <summary>Lists of words: CUB's three, one of Stanford Online Products, and the two of TinyImageNet.</summary>
internal static class ListReaders
{
    private static readonly Dictionary<string, string> Cub = new()
    {
        ["images.txt"] = "1 001.A/a.jpg\n2 001.A/b c.jpg\n3 002.B/a.jpg\n",
        ["image_class_labels.txt"] = "1 1\n2 1\n3 2\n",
        ["classes.txt"] = "1 001.A\n2 002.B\n",
    };

    private const string Words = "n01\nn02\n", Annotations = "val_0.png\tn01\t0\t0\t1\t1\nval_1.png\tn02\t0\t0\t1\t1\n";

    internal static IReadOnlyList<MutatedReader> All { get; } =
    [
        .. Cub.Select(list => Scratch.Reader($"cub-{list.Key.Split('.')[0].Replace("image_class_", "")}", list.Key,
            (_, folder) => Cub200.List(folder), () => FaceReaders.Texts(list.Value),
            folder => Write(folder, Cub))),
        Scratch.Reader("products", "Ebay_test.txt", (_, folder) => StanfordProducts.List(folder),
            () =>
                FaceReaders.Texts(
                    "image_id class_id super_class_id path\n1 11319 1 a/1.JPG\n2 11319 1 a/2.JPG\n3 11320 2 b/3.JPG\n"),
            folder =>
                File.WriteAllText(Path.Combine(folder, "Ebay_train.txt"),
                    "image_id class_id super_class_id path\n1 1 1 c/1.JPG\n2 2 1 c/2.JPG\n")),
        Scratch.Reader("wnids", "wnids.txt", Tiny, () => FaceReaders.Texts(Words), Images),
        Scratch.Reader("annotations", "val/val_annotations.txt", Tiny, () => FaceReaders.Texts(Annotations), Images),
    ];

    private static void Tiny(string path, string folder)
    {
        var (train, test, _) = TinyImageNet.Load(folder, 8, 200);
        train.Dispose();
        test.Dispose();
    }

    private static void Images(string folder)
    {
        Write(folder, new() { ["wnids.txt"] = Words, ["val/val_annotations.txt"] = Annotations });
        foreach (var file in (string[])["train/n01/images/n01_0.png", "train/n02/images/n02_0.png",
            "val/images/val_0.png", "val/images/val_1.png"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.WriteAllBytes(Path.Combine(folder, file), CrossRes.Display.Png.Encode(new byte[8 * 8 * 3], 8, 8, 3));
        }
    }

    private static void Write(string folder, Dictionary<string, string> files)
    {
        foreach (var (name, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }
}
