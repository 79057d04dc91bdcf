namespace CrossRes.Data.FineGrained;

/// <summary>
/// CUB-200-2011 (Wah et al. 2011): <c>images.txt</c> (id, path), <c>image_class_labels.txt</c> (id, class) and
/// <c>classes.txt</c> (class, name) beside <c>images/</c>. Images are taken whole; the authors' split within classes is not used.
/// </summary>
public static class Cub200
{
    /// <param name="folder">Holds these files, or a folder <c>CUB_200_2011</c> that does.</param>
    /// <exception cref="DataFileException">A file is missing or damaged.</exception>
    public static Listing List(string folder)
    {
        var root = Directory.Exists(Path.Combine(folder, "CUB_200_2011")) ? Path.Combine(folder, "CUB_200_2011") : folder;
        string FileOf(string name) => Path.Combine(root, name);

        var (images, labels, classes) = (FileOf("images.txt"), FileOf("image_class_labels.txt"), FileOf("classes.txt"));
        var classOf = new Dictionary<int, int>();
        foreach (var (line, words) in TextList.Read(labels, 2))
            classOf[TextList.Number(labels, line, words[0])] = TextList.Number(labels, line, words[1]);
        var listed = new List<ListedImage>();
        foreach (var (line, words) in TextList.Read(images, 2))
        {
            var id = TextList.Number(images, line, words[0]);
            if (!classOf.TryGetValue(id, out var label))
                throw TextList.Fault(images, line, $"image {id} has no class in image_class_labels.txt");
            listed.Add(new(TextList.Below(FileOf("images"), images, line, words[1]), label, $"images.txt, line {line}"));
        }
        var names = TextList.Read(classes, 2).ToDictionary(c => TextList.Number(classes, c.Line, c.Words[0]), c => c.Words[1]);
        return new("CUB-200-2011", root, listed, names);
    }
}
