using System.Globalization;
using CrossRes.Common;

namespace CrossRes.Data.Sets;

/// <summary>A text file of lines with a fixed number of words; the last one may have spaces.</summary>
internal static class TextList
{
    /// <param name="words">In each line.</param>
    /// <param name="header">Whether the first line holds names.</param>
    /// <exception cref="DataFileException">The file is missing, or a line has fewer words; the message names the
    /// line.</exception>
    internal static IEnumerable<(int Line, string[] Words)> Read(string file, int words, bool header = false)
    {
        foreach (var (line, text) in DataFile.Lines(file, "name the folder that holds it"))
        {
            if (text.Length == 0 || (header && line == 1)) continue;
            var found = text.Split(' ', words, StringSplitOptions.RemoveEmptyEntries);
            if (found.Length < words) throw Fault(file, line, $"has {found.Length} of {words} words: '{Short(text)}'");
            yield return (line, found);
        }
    }

    /// <summary>A whole number from 1.</summary>
    internal static int Number(string file, int line, string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? number : throw Fault(file, line, $"'{Short(word)}' is no number from 1");

    /// <summary>A path below a folder.</summary>
    internal static string Below(string folder, string file, int line, string path) =>
        Path.IsPathRooted(path) || path.Split('/').Contains("..") || path.Contains('\0')
            ? throw Fault(file, line, $"'{Short(path)}' leads out of the set's folder") : Path.Combine(folder, path);

    /// <summary>Remembers what a line lists.</summary>
    /// <param name="lines">Of what was listed so far.</param>
    /// <param name="what">It is, in words.</param>
    /// <exception cref="DataFileException">An earlier line lists it, too.</exception>
    internal static void Once<T>(IDictionary<T, int> lines, string file, int line, T listed, string what) where T
        : notnull
    {
        if (!lines.TryAdd(listed, line))
            throw new DataFileException(file, $"line {line}: {what} was listed before, in line {lines[listed]}",
                "remove one of the lines, or fetch the file again");
    }

    internal static DataFileException Fault(string file, int line, string problem) =>
        new(file, $"line {line}: {problem}", "fetch the file again");

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

/// <summary>Comma-separated text without quoted commas, as the face sets have it.</summary>
internal static class CsvLines
{
    /// <summary>Lines that are not empty with their numbers from 1, the header first.</summary>
    internal static IEnumerable<(int Line, string[] Fields)> Read(string path) =>
        from line in DataFile.Lines(path)
        where line.Text.Length > 0
        select (line.Number, line.Text.Split(',', StringSplitOptions.TrimEntries));

    /// <exception cref="DataFileException">The points of a face are all the same: nothing says how it lies.</exception>
    internal static IReadOnlyList<Landmark> Apart(string path, int line, IReadOnlyList<Landmark> points) =>
        points.Distinct().Count() > 1
            ? points : throw new DataFileException(path, $"line {line} has points that coincide", "restore the line");

    /// <exception cref="DataFileException">Not a finite number.</exception>
    internal static double Number(string path, int line, string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : throw new DataFileException(path, $"line {line} has \"{field}\" where a number is expected",
                "restore the line");
}
