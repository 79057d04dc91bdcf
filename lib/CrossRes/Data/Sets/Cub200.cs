using CrossRes.Common;

namespace CrossRes.Data.Sets;

/// <summary>
/// CUB-200-2011 (Wah et al. 2011): <c>images.txt</c> (id, path), <c>image_class_labels.txt</c> (id, class) and
/// <c>classes.txt</c> (class, name) beside <c>images/</c>. Images are taken whole; the authors' split within classes is
/// not used.
/// </summary>
public static class Cub200
{
    /// <param name="folder">Holds these files, or a folder <c>CUB_200_2011</c> that does.</param>
    /// <exception cref="DataFileException">A file is missing or damaged.</exception>
    public static Listing List(string folder)
    {
        var root = Directory.Exists(Path.Combine(folder, "CUB_200_2011"))
            ? Path.Combine(folder, "CUB_200_2011") : folder;
        string FileOf(string name) => Path.Combine(root, name);

        var (images, labels, classes) = (FileOf("images.txt"), FileOf("image_class_labels.txt"), FileOf("classes.txt"));
        var (classOf, labelled) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        foreach (var (line, words) in TextList.Read(labels, 2))
        {
            var id = TextList.Number(labels, line, words[0]);
            TextList.Once(labelled, labels, line, id, $"the class of image {id}");
            classOf[id] = TextList.Number(labels, line, words[1]);
        }
        var (listed, ids, paths) = (new List<ListedImage>(), new Dictionary<int, int>(), new Dictionary<string, int>());
        foreach (var (line, words) in TextList.Read(images, 2))
        {
            var id = TextList.Number(images, line, words[0]);
            TextList.Once(ids, images, line, id, $"image {id}");
            TextList.Once(paths, images, line, words[1], words[1]);
            if (!classOf.TryGetValue(id, out var label))
                throw TextList.Fault(images, line, $"image {id} has no class in image_class_labels.txt");
            listed.Add(new(TextList.Below(FileOf("images"), images, line, words[1]), label,
                $"images.txt, line {line}"));
        }
        var (names, named) = (new Dictionary<int, string>(), new Dictionary<int, int>());
        foreach (var (line, words) in TextList.Read(classes, 2))
        {
            var number = TextList.Number(classes, line, words[0]);
            TextList.Once(named, classes, line, number, $"class {number}");
            names[number] = words[1];
        }
        return new("CUB-200-2011", root, listed, names);
    }
}
