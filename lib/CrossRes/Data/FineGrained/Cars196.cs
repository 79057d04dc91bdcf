using CrossRes.Data.Mat;

namespace CrossRes.Data.FineGrained;

/// <summary>
/// Cars196 (Krause et al. 2013): <c>cars_annos.mat</c> with <c>car_ims/</c>, or the newer <c>devkit/</c> with
/// <c>cars_train/</c> and <c>cars_test/</c>. The devkit's own test annotations have no classes: of that half there is a
/// part only with <c>cars_test_annos_withlabels.mat</c>. Images are taken whole, as in RKD's code, not cropped to their boxes.
/// </summary>
public static class Cars196
{
    private const string Annotations = "annotations", Older = "cars_annos.mat";
    private const string Remedy = "fetch the file of Cars196 again";
    private static readonly (string File, string Images)[] Halves =
        [("cars_train_annos.mat", "cars_train"), ("cars_test_annos_withlabels.mat", "cars_test")];

    /// <param name="folder">Holds one of the two layouts.</param>
    /// <exception cref="DataFileException">There is no annotation file, or it is damaged.</exception>
    public static Listing List(string folder)
    {
        var single = Path.Combine(folder, Older);
        if (File.Exists(single))
            return Listed(folder, [.. Images(single, folder, "relative_im_path", 0)], single);
        var devkit = Directory.Exists(Path.Combine(folder, "devkit")) ? Path.Combine(folder, "devkit") : folder;
        var halves = Halves.Where(h => File.Exists(Path.Combine(devkit, h.File))).ToList();
        if (halves.Count == 0)
            throw new DataFileException(folder, $"holds neither {Older} nor devkit/{Halves[0].File}", "name the folder of Cars196");
        return Listed(folder,
            [.. halves.SelectMany(h => Images(Path.Combine(devkit, h.File), Path.Combine(folder, h.Images), "fname", 5))],
            Path.Combine(devkit, "cars_meta.mat"));
    }

    private static Listing Listed(string folder, IReadOnlyList<ListedImage> images, string namesFile) =>
        new("Cars196", folder, images, File.Exists(namesFile) ? Names(namesFile) : new Dictionary<int, string>());

    /// <param name="name">Field of the image's name; the older file's fields are known by their position, too.</param>
    /// <param name="position">Of that field. The class is field 5 of the older file and field 4 of the newer ones.</param>
    private static IEnumerable<ListedImage> Images(string file, string folder, string name, int position)
    {
        if (MatFile.Load(file).GetValueOrDefault(Annotations) is not MatStructs annotations)
            throw new DataFileException(file, $"has no struct array {Annotations}", Remedy);
        var image = Field(annotations, name, position);
        var label = Field(annotations, "class", position == 0 ? 5 : 4);
        if (Math.Max(image, label) >= annotations.Fields.Count)
            throw new DataFileException(file, $"its {Annotations} have the fields {string.Join(", ", annotations.Fields)}, and none with the class", Remedy);
        for (var i = 0; i < annotations.Count; i++)
        {
            var place = $"{Path.GetFileName(file)}, annotation {i + 1}";
            if (annotations[i, image] is not MatText { Text: var path } || path.Length == 0 || Path.IsPathRooted(path) || path.Contains(".."))
                throw new DataFileException(file, $"annotation {i + 1} names no image in its field {annotations.Fields[image]}", Remedy);
            if (annotations[i, label] is not MatNumbers { Values: [var number] } || number is not (>= 1 and <= 196) || number % 1 != 0)
                throw new DataFileException(file, $"annotation {i + 1} has no class from 1 to 196", Remedy);
            yield return new(Path.Combine(folder, path), (int)number, place);
        }
    }

    private static int Field(MatStructs annotations, string name, int position)
    {
        var field = annotations.Fields.ToList().IndexOf(name);
        return field < 0 ? position : field;
    }

    private static IReadOnlyDictionary<int, string> Names(string file) =>
        MatFile.Load(file).GetValueOrDefault("class_names") is MatCells { Cells: var cells }
            ? cells.Select((cell, i) => (Number: i + 1, Name: (cell as MatText)?.Text ?? "")).Where(c => c.Name != "").ToDictionary(c => c.Number, c => c.Name)
            : throw new DataFileException(file, "has no cell array class_names", Remedy);
}
