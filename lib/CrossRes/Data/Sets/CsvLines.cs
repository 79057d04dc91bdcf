using System.Globalization;
using CrossRes.Common;

namespace CrossRes.Data.Sets;

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
