using System.Globalization;

namespace CrossRes.Data.Faces;

/// <summary>Comma-separated text without quoted commas, as the face sets have it.</summary>
internal static class CsvLines
{
    /// <summary>Lines that are not empty with their numbers from 1, the header first.</summary>
    internal static IEnumerable<(int Line, string[] Fields)> Read(string path) =>
        from line in File.ReadLines(path).Index()
        where line.Item.Length > 0
        select (line.Index + 1, line.Item.Split(',', StringSplitOptions.TrimEntries));

    /// <exception cref="DataFileException">Not a finite number.</exception>
    internal static double Number(string path, int line, string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new DataFileException(path, $"line {line} has \"{field}\" where a number is expected", "restore the line");
}
