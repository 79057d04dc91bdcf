using CrossRes.Common;

namespace CrossRes.Data.Sets;

/// <summary>A labelled face of a UCCS scene: a box, or five points where the edition gives those.</summary>
/// <param name="Line">In its file, from 1.</param>
/// <param name="Image">File name, as written.</param>
/// <param name="Subject">From 0; negative for somebody unknown.</param>
public sealed record UccsFace(int Line, string Image, int Subject, Images.Box? Box, IReadOnlyList<Landmark>? Points);

/// <summary>
/// UCCS's annotation files. First and second challenge, by position: face id, image, subject, left, top, width, height.
/// Third, by name: <c>FILE, FACE_ID, SUBJECT_ID, FACE_X, FACE_Y, FACE_WIDTH, FACE_HEIGHT</c>; its gallery has
/// <c>FILE, SUBJECT_ID, REYE_X, REYE_Y, LEYE_X, …, LMOUTH_Y</c>.
/// </summary>
public static class UccsFile
{
    private const int Columns = 7, MostPixels = 65535; // as JPEG has it
    private static readonly string[] BoxNames = ["FACE_X", "FACE_Y", "FACE_WIDTH", "FACE_HEIGHT"];

    // the person's own right is on the picture's left
    private static readonly string[] PointNames = ["REYE", "LEYE", "NOSE", "RMOUTH", "LMOUTH"];

    /// <exception cref="DataFileException">Other columns, or a line that does not fit them.</exception>
    public static IReadOnlyList<UccsFace> Read(string path)
    {
        if (!File.Exists(path)) throw new DataFileException(path, "no such file", "put UCCS's annotations there");
        var lines = CsvLines.Read(path).ToList();
        if (lines.Count == 0) throw new DataFileException(path, "is empty", "restore the file");
        var header = lines[0].Fields.Select(f => f.ToUpperInvariant()).ToArray();
        var parse = Parser(path, header);
        var faces = new Dictionary<string, UccsFace>();
        foreach (var (line, fields) in lines.Skip(1))
        {
            if (fields.Length != header.Length)
                throw new DataFileException(path,
                    $"line {line} has {fields.Length} columns, the header has {header.Length}", "restore the line");
            if (!faces.TryAdd(string.Join(',', fields), parse(line, fields)))
                throw new DataFileException(path,
                    $"line {line} is the same as line {faces[string.Join(',', fields)].Line}",
                    "remove one of the lines");
        }
        return [.. faces.Values];
    }

    private static Func<int, string[], UccsFace> Parser(string path, string[] header)
    {
        int At(string name) => Array.IndexOf(header, name);
        Func<int, string[], UccsFace> Boxed(int file, int subject, int[] box) => (line, fields) =>
        {
            var n = box.Select(column => CsvLines.Number(path, line, fields[column])).ToArray();
            return n[2] is > 0 and <= MostPixels && n[3] is > 0 and <= MostPixels && Math.Abs(n[0]) <= MostPixels
                && Math.Abs(n[1]) <= MostPixels
                ? new(line, fields[file], Subject(line, fields[subject]), new(n[0], n[1], n[2], n[3]), null)
                : throw new DataFileException(path, $"line {line} has a box of {n[2]}×{n[3]} at {n[0]}, {n[1]}",
                    "restore the line");
        };
        double Coordinate(int line, string[] fields, string name) => CsvLines.Number(path, line, fields[At(name)]);
        int Subject(int line, string field) =>
            CsvLines.Number(path, line, field) is >= int.MinValue and <= int.MaxValue and var number && number % 1 == 0
            ? (int)number : throw new DataFileException(path,
                $"line {line} has the subject {field}: subjects are whole numbers", "restore the line");

        if (At("FILE") >= 0 && At("SUBJECT_ID") >= 0)
        {
            if (BoxNames.All(n => At(n) >= 0)) return Boxed(At("FILE"), At("SUBJECT_ID"), [.. BoxNames.Select(At)]);
            if (PointNames.All(n => At($"{n}_X") >= 0 && At($"{n}_Y") >= 0))
                return (line, fields) => new(line, fields[At("FILE")], Subject(line, fields[At("SUBJECT_ID")]), null,
                    CsvLines.Apart(path, line, [.. PointNames.Select(n =>
                        new Landmark(Coordinate(line, fields, $"{n}_X"), Coordinate(line, fields, $"{n}_Y")))]));
        }
        else if (header.Length == Columns) return Boxed(1, 2, [3, 4, 5, 6]);
        throw new DataFileException(path,
            $"line 1 has columns that no edition of UCCS has: {string.Join(", ", header)}",
            "give training.csv or validation.csv of a challenge, or gallery.csv of the third");
    }
}
