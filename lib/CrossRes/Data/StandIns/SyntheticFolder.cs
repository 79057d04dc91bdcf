using CrossRes.Common;
using CrossRes.Data.Mat;
using CrossRes.Data.Sets;

namespace CrossRes.Data.StandIns;

/// <summary>Folders of synthetic images, which appear whole or not at all.</summary>
internal static class SyntheticFolder
{
    /// <summary>The folder, made now where it is missing.</summary>
    /// <param name="name">Of the set that is imitated.</param>
    /// <param name="write">Fills the folder that it is given; the same options give the same images.</param>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    internal static string Make(string target, string name, long seed, int perClass, Action<string> write)
    {
        if (!IsMade())
        {
            WholeFolder.Make(target, folder =>
            {
                write(folder);
                new OriginFile($"synthetic stand-in for {name}", "synthetic", new(seed, perClass, perClass),
                    new Dictionary<string, string>()).Write(folder);
            }, IsMade);
        }
        return target;

        bool IsMade() => OriginFile.Read(target) is not null;
    }
}

/// <summary>How synthetic images are filed and listed: as one of the official sets is.</summary>
/// <param name="PathOf">File of an image below the set's folder, from its class, its number in the class and in the
/// set, each from 1.</param>
/// <param name="List">Writes the annotations of images (path, class) in a folder.</param>
public sealed record SyntheticLayout(
    Func<int, int, int, string> PathOf, Action<string, IReadOnlyList<(string Path, int Class)>> List)
{
    /// <summary><c>cars_annos.mat</c> and <c>car_ims/</c>.</summary>
    public static SyntheticLayout Cars196 { get; } = new((_, _, n) => $"car_ims/{n:000000}.jpg", (folder, images) =>
    {
        string[] fields = ["relative_im_path", "bbox_x1", "bbox_y1", "bbox_x2", "bbox_y2", "class", "test"];
        MatValue Number(double value) => new MatNumbers([1, 1], [value]);
        MatValue Text(string text) => new MatText([1, text.Length], text);
        var values = images.SelectMany(i =>
            (MatValue[])[Text(i.Path), .. Enumerable.Repeat(Number(1), 4), Number(i.Class), Number(0)]);
        var names = images.Select(i => i.Class).Distinct().Select(c => Text($"synthetic {c}")).ToArray();
        MatWriter.Save(Path.Combine(folder, "cars_annos.mat"), new Dictionary<string, MatValue>
        {
            ["annotations"] = new MatStructs([1, images.Count], fields, [.. values]),
            ["class_names"] = new MatCells([1, names.Length], names),
        });
    });

    /// <summary>CUB's text files and <c>images/</c>.</summary>
    public static SyntheticLayout Cub200 { get; } = new((c, k, _) =>
        $"images/{c:000}.Synthetic/Synthetic_{k:0000}_{c}.jpg", (folder, images) =>
    {
        const int folderName = 7; // "images/"
        void Write(string name, IEnumerable<string> lines) => File.WriteAllLines(Path.Combine(folder, name), lines);
        Write("images.txt", images.Select((image, i) => $"{i + 1} {image.Path[folderName..]}"));
        Write("image_class_labels.txt", images.Select((image, i) => $"{i + 1} {image.Class}"));
        Write("classes.txt", images.Select(i => i.Class).Distinct().Select(c => $"{c} {c:000}.Synthetic"));
    });

    /// <summary>
    /// The <c>Ebay_*.txt</c> files of Stanford Online Products; the upper half of the classes is for the test.
    /// </summary>
    public static SyntheticLayout StanfordProducts { get; } = new((c, k, _) =>
        $"synthetic_final/{c:000000}_{k - 1}.JPG", (folder, images) =>
    {
        var last = images.Max(i => i.Class) / 2;
        var lines = images.Select((image, i) =>
            (image.Class, Line: $"{i + 1} {image.Class} 1 {image.Path}")).ToLookup(l => l.Class <= last, l => l.Line);
        void Write(string name, IEnumerable<string> rows) =>
            File.WriteAllLines(Path.Combine(folder, name), rows.Prepend("image_id class_id super_class_id path"));
        Write("Ebay_train.txt", lines[true]);
        Write("Ebay_test.txt", lines[false]);
    });
}
