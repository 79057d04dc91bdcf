using System.Globalization;
using CrossRes.Common;

namespace CrossRes.Data.Sets;

/// <summary>A verification pair.</summary>
/// <param name="Line">In pairs.txt, from 1.</param>
/// <param name="Fold">From 0.</param>
/// <param name="First">An image, e.g. <c>NAME/NAME_0001.jpg</c>.</param>
public sealed record LfwPair(int Line, int Fold, LfwImage First, LfwImage Second)
{
    public bool Same => First.Identity == Second.Identity;
}

/// <summary>An image of LFW by its identity and number, from 1.</summary>
public sealed record LfwImage(string Identity, int Number)
{
    /// <summary>Below the folder of the images, as the official set has it.</summary>
    public string Path => $"{Identity}/{Identity}_{Number:0000}.jpg";
}

/// <summary>
/// LFW's <c>pairs.txt</c> (View 2): a line with the numbers of folds and of pairs; then for each fold so many lines
/// <c>NAME n1 n2</c> and so many <c>NAME1 n1 NAME2 n2</c>.
/// </summary>
public static class LfwPairs
{
    private const string Restore = "restore the official file";

    /// <exception cref="DataFileException">A line is not as described; the message names it.</exception>
    public static IReadOnlyList<LfwPair> Read(string path)
    {
        var lines = DataFile.Lines(path, "put LFW's pairs.txt (View 2) there")
            .Select(line =>
                (line.Number, Fields: line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(l => l.Fields.Length > 0).ToList();
        if (lines.Count == 0 || lines[0].Fields.Length != 2)
            throw Bad(1, "does not give the numbers of folds and of pairs, such as \"10 300\"");
        var (folds, pairs) = (Number(lines[0], 0), Number(lines[0], 1));
        if (lines.Count - 1 != 2L * folds * pairs)
            throw new DataFileException(path, $"has {lines.Count - 1:N0} pairs, line 1 promises {folds} × 2 × {pairs}",
                Restore);
        return [.. lines.Skip(1).Select((line, i) => Pair(line, i / (2 * pairs), i % (2 * pairs) < pairs))];

        LfwPair Pair((int Number, string[] Fields) line, int fold, bool same)
        {
            var wanted = same ? 3 : 4;
            if (line.Fields.Length != wanted)
                throw Bad(line.Number,
                    $"has {line.Fields.Length} fields, {(same ? "NAME n1 n2" : "NAME1 n1 NAME2 n2")} is expected "
                        + "there");
            var first = new LfwImage(line.Fields[0], Number(line, 1));
            var pair = new LfwPair(line.Number, fold, first,
                new LfwImage(same ? first.Identity : line.Fields[2], Number(line, wanted - 1)));
            return pair.Same == same
                ? pair : throw Bad(line.Number, $"names {first.Identity} twice where two identities are expected");
        }

        int Number((int Number, string[] Fields) line, int field) =>
            int.TryParse(line.Fields[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0
                ? number
                : throw Bad(line.Number, $"has \"{line.Fields[field]}\" where a number from 1 is expected");

        DataFileException Bad(int line, string problem) => new(path, $"line {line} {problem}", Restore);
    }
}
