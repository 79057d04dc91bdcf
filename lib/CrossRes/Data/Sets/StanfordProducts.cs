using CrossRes.Common;

namespace CrossRes.Data.Sets;

/// <summary>
/// Stanford Online Products (Song et al. 2016): <c>Ebay_train.txt</c> (classes 1–11318) and <c>Ebay_test.txt</c>
/// (11319–22634), each a header and lines of image, class, superclass and path.
/// </summary>
public static class StanfordProducts
{
    /// <param name="folder">Holds these files, or a folder <c>Stanford_Online_Products</c> that does.</param>
    /// <exception cref="DataFileException">A file is missing or damaged, or a class is in both.</exception>
    public static Listing List(string folder)
    {
        var inner = Path.Combine(folder, "Stanford_Online_Products");
        var root = Directory.Exists(inner) ? inner : folder;
        List<ListedImage> train = [.. Read(root, "Ebay_train.txt", train: true)],
        test = [.. Read(root, "Ebay_test.txt", train: false)];
        var paths = train.ToDictionary(i => i.Path, i => i.Place);
        if (test.FirstOrDefault(i => paths.ContainsKey(i.Path)) is { } twice)
            throw new DataFileException(Path.Combine(root, "Ebay_test.txt"),
                $"{twice.Place}: {Path.GetFileName(twice.Path)} was listed before, in {paths[twice.Path]}",
                "fetch the file again");
        var learned = train.Select(i => i.Class).ToHashSet();
        if (test.FirstOrDefault(i => learned.Contains(i.Class)) is { } both)
            throw new DataFileException(Path.Combine(root, "Ebay_test.txt"),
                $"{both.Place}: class {both.Class} is in Ebay_train.txt, too", "fetch the file again");
        return new("Stanford Online Products", root, [.. train, .. test], new Dictionary<int, string>());
    }

    private static IEnumerable<ListedImage> Read(string root, string name, bool train)
    {
        var file = Path.Combine(root, name);
        var (ids, paths) = (new Dictionary<int, int>(), new Dictionary<string, int>());
        foreach (var (line, words) in TextList.Read(file, 4, header: true))
        {
            var id = TextList.Number(file, line, words[0]);
            TextList.Once(ids, file, line, id, $"image {id}");
            TextList.Once(paths, file, line, words[3], words[3]);
            yield return new(TextList.Below(root, file, line, words[3]), TextList.Number(file, line, words[1]),
                $"{name}, line {line}", train);
        }
    }
}
