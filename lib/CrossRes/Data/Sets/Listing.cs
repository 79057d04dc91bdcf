using CrossRes.Common;

namespace CrossRes.Data.Sets;

/// <summary>An image as an annotation file names it.</summary>
/// <param name="Path">Where it should be.</param>
/// <param name="Class">Number of its class in the annotations.</param>
/// <param name="Place">Where it is named: file, and line or element.</param>
/// <param name="Train">Whether the set's authors learn from it; null where the classes decide.</param>
public sealed record ListedImage(string Path, int Class, string Place, bool? Train = null);

/// <summary>All images that a set's annotations name.</summary>
/// <param name="Name">What a table calls the set.</param>
/// <param name="Folder">The set's own.</param>
/// <param name="ClassNames">Class number → name, for classes that have one.</param>
public sealed record Listing(string Name, string Folder, IReadOnlyList<ListedImage> Images,
    IReadOnlyDictionary<int, string> ClassNames)
{
    /// <summary>
    /// Annotation files of the set that are not there, with the number of images that only they name.
    /// </summary>
    public IReadOnlyList<(string File, int Images)> Unlisted { get; init; } = [];

    /// <summary>
    /// The images that are there, in two parts without a common class. Where the authors give no parts, the classes do:
    /// the lower half to learn from, the upper half for the test. With all classes there, these are the published parts
    /// (Cars196 1–98 and 99–196, CUB 1–100 and 101–200).
    /// </summary>
    /// <param name="skipAbsent">Images that are not there, or not listed, are left out and counted; otherwise one is an
    /// error.</param>
    /// <exception cref="DataFileException">An image is absent, or fewer than two classes have images.</exception>
    public Parts Split(bool skipAbsent)
    {
        if (Unlisted is [var half, ..] && !skipAbsent)
            throw new DataFileException(half.File,
                $"is not there, and only it has the classes of {half.Images:N0} images of {Name}",
                "put it there, or leave these images out with --skip-absent");
        var there = Images.Where(i => File.Exists(i.Path)).ToList();
        var absent = Images.Count - there.Count;
        if (absent > 0 && !skipAbsent)
        {
            var present = there.ToHashSet();
            var first = Images.First(i => !present.Contains(i));
            throw new DataFileException(first.Path,
                $"is not there, and {first.Place} lists it ({absent:N0} of {Images.Count:N0} images are absent)",
                "complete the set, or leave out what is absent with --skip-absent");
        }
        var classes = there.Select(i => i.Class).Distinct().Order().ToArray();
        if (classes.Length < 2)
            throw new DataFileException(Folder, $"has images of {classes.Length} of the classes that {Name} lists",
                "name the folder that holds the images");
        var lower = classes[..(classes.Length / 2)].ToHashSet();
        var parts = there.ToLookup(i => i.Train ?? lower.Contains(i.Class));
        return new([.. parts[true]], [.. parts[false]], absent + Unlisted.Sum(u => u.Images));
    }
}

/// <summary>Images to learn from and images of other classes for the test.</summary>
/// <param name="Absent">Images that were not there, or that no annotation names.</param>
public sealed record Parts(IReadOnlyList<ListedImage> Train, IReadOnlyList<ListedImage> Test, int Absent);
