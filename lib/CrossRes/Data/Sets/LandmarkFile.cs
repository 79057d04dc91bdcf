using CrossRes.Common;

namespace CrossRes.Data.Sets;

/// <summary>
/// Five points of each image in VGGFace2's format: a header <c>NAME_ID,P1X,P1Y,…,P5X,P5Y</c>, then a line for each
/// image with its path without extension, <c>n000002/0001_01</c>, and the points in <see
/// cref="FaceAlignment.Reference"/>'s
/// order.
/// </summary>
internal sealed class LandmarkFile(string path, IReadOnlyDictionary<string, IReadOnlyList<Landmark>> points)
{
    private const int Points = 5;

    /// <summary>Null where there is no such file.</summary>
    /// <exception cref="DataFileException">A line is not as described.</exception>
    internal static LandmarkFile? Read(string path)
    {
        if (!DataFile.IsThere(path)) return null;
        var points = new Dictionary<string, IReadOnlyList<Landmark>>();
        foreach (var (line, fields) in CsvLines.Read(path).Skip(1))
        {
            if (fields.Length != 1 + 2 * Points)
                throw new DataFileException(path,
                    $"line {line} has {fields.Length} columns, NAME_ID and {2 * Points} numbers are expected",
                    "restore the file, or remove it to crop without landmarks");
            var numbers = fields[1..].Select(f => CsvLines.Number(path, line, f)).ToArray();
            var name = fields[0].Trim('"');
            if (!points.TryAdd(name,
                CsvLines.Apart(path, line, [.. numbers.Chunk(2).Select(p => new Landmark(p[0], p[1]))])))
                throw new DataFileException(path, $"line {line} names {name}, which an earlier line does too",
                    "remove one of the lines");
        }
        return new LandmarkFile(path, points);
    }

    /// <param name="image">Its path; the last folder and the name count.</param>
    internal IReadOnlyList<Landmark> For(string image)
    {
        var key = $"{Path.GetFileName(Path.GetDirectoryName(image))}/{Path.GetFileNameWithoutExtension(image)}";
        return points.GetValueOrDefault(key)
            ?? throw new DataFileException(path, $"has no line for {key}",
                "complete it, or remove it to crop without landmarks");
    }
}
