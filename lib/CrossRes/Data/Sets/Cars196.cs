using CrossRes.Common;
using CrossRes.Data.Mat;

namespace CrossRes.Data.Sets;

/// <summary>
/// Cars196 (Krause et al. 2013): <c>cars_annos.mat</c> with <c>car_ims/</c>, or the newer <c>devkit/</c> with
/// <c>cars_train/</c> and <c>cars_test/</c>. The devkit's own test annotations have no classes: that half is known only
/// with
/// <c>cars_test_annos_withlabels.mat</c>, in <c>devkit/</c> or beside it, where torchvision keeps it. Images are taken
/// whole, as in RKD's code, not cropped to their boxes.
/// </summary>
public static class Cars196
{
    private const string Annotations = "annotations", Older = "cars_annos.mat";
    private const string Remedy = "fetch the file of Cars196 again";
    private static readonly (string File, string Images, int Count)[] Halves =
        [("cars_train_annos.mat", "cars_train", 8144), ("cars_test_annos_withlabels.mat", "cars_test", 8041)];

    /// <param name="folder">Holds one of the layouts, or torchvision's folder <c>stanford_cars</c> that does.</param>
    /// <exception cref="DataFileException">There is no annotation file, or it is damaged.</exception>
    public static Listing List(string folder)
    {
        var nested = Path.Combine(folder, "stanford_cars");
        if (Directory.Exists(nested)) folder = nested;
        var single = Path.Combine(folder, Older);
        if (DataFile.IsThere(single))
            return Listed(folder, [.. Images(single, folder, "relative_im_path", 0)], single);
        string[] places = [Path.Combine(folder, "devkit"), folder];
        string Locate(string file) => places.Select(p => Path.Combine(p, file)).FirstOrDefault(DataFile.IsThere)
            ?? Path.Combine(folder, file);
        var halves = Halves.ToLookup(h => DataFile.IsThere(Locate(h.File)));
        if (!halves[true].Any())
            throw new DataFileException(folder, $"holds neither {Older} nor devkit/{Halves[0].File}",
                "name the folder of Cars196");
        var images = halves[true].SelectMany(h => Images(Locate(h.File), Path.Combine(folder, h.Images), "fname", 5));
        return Listed(folder, [.. images],
            Locate("cars_meta.mat")) with { Unlisted = [.. halves[false].Select(h => (Locate(h.File), h.Count))] };
    }

    private static Listing Listed(string folder, IReadOnlyList<ListedImage> images, string namesFile) =>
        new("Cars196", folder, images, DataFile.IsThere(namesFile) ? Names(namesFile) : new Dictionary<int, string>());

    /// <param name="name">Field of the image's name; the older file's fields are known by their position, too.</param>
    /// <param name="position">Of that field. The class is field 5 of the older file and field 4 of the newer
    /// ones.</param>
    private static IEnumerable<ListedImage> Images(string file, string folder, string name, int position)
    {
        var annotations = MatFile.Load(file, Annotations).Wanted<MatStructs>(Annotations, "struct array");
        var image = Field(annotations, name, position);
        var label = Field(annotations, "class", position == 0 ? 5 : 4);
        if (Math.Max(image, label) >= annotations.Fields.Count)
            throw new DataFileException(file,
                $"its {Annotations} have the fields {string.Join(", ", annotations.Fields)}, and none with the class",
                Remedy);
        var seen = new Dictionary<string, int>();
        for (var i = 0; i < annotations.Count; i++)
        {
            var place = $"{Path.GetFileName(file)}, annotation {i + 1}";
            if (annotations[i, image] is not MatText { Text: var path } || path.Length == 0 || Path.IsPathRooted(path)
                || path.Contains(".."))
                throw new DataFileException(file,
                    $"annotation {i + 1} names no image in its field {annotations.Fields[image]}", Remedy);
            if (annotations[i, label] is not MatNumbers { Values: [var number] } || number is not (>= 1 and <= 196)
                || number % 1 != 0)
                throw new DataFileException(file, $"annotation {i + 1} has no class from 1 to 196", Remedy);
            if (!seen.TryAdd(path, i + 1))
                throw new DataFileException(file, $"annotation {i + 1} is of {path}, as annotation {seen[path]} is",
                    Remedy);
            yield return new(Path.Combine(folder, path), (int)number, place);
        }
    }

    private static int Field(MatStructs annotations, string name, int position)
    {
        var field = annotations.Fields.ToList().IndexOf(name);
        return field < 0 ? position : field;
    }

    /// <summary>None where they are stored as strings that are not read: a table can do without.</summary>
    private static Dictionary<int, string> Names(string file)
    {
        const string names = "class_names";
        var variables = MatFile.Load(file, names);
        if (variables[names] is MatUnread) return [];
        return variables.Wanted<MatCells>(names, "cell array").Cells.Select((cell, i) =>
            (Number: i + 1, Name: (cell as MatText)?.Text ?? ""))
            .Where(c => c.Name != "").ToDictionary(c => c.Number, c => c.Name);
    }
}
