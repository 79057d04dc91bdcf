using System.Globalization;
using CrossRes.Experiments;
using CrossRes.Results;

namespace Repro.Report;

/// <summary>Which runs a measured cell shows: those whose values it holds, a value a seed.</summary>
internal sealed class CellLinks
{
    private readonly Dictionary<string, string?> byValues = [];
    private readonly Dictionary<string, string> byRow = [];

    /// <param name="runs">Of one page, each with its row's key.</param>
    internal CellLinks(IEnumerable<RunRecord> runs)
    {
        foreach (var row in runs.GroupBy(r => r.Row))
        {
            var (own, anchor) = (row.OrderBy(r => r.Seed).ToList(), RunCards.Anchor(row.First()));
            byRow[row.Key] = anchor;
            var shown = own[0].Epochs[^1].Test.Keys.Where(score => own.All(r => r.Epochs[^1].Test.ContainsKey(score)))
                .Select(score => Key(own.Select(r => r.Epochs[^1].Test[score])))
                .Append(Key(own.Select(r => r.Result.Best))).Distinct();
            foreach (var values in shown)
                byValues[values] = byValues.TryGetValue(values, out var other) && other != anchor ? null : anchor;
        }
    }

    /// <summary>Where the runs of a row stand on the page; null where it has none.</summary>
    internal string? To(Row row) => byRow.GetValueOrDefault(row.Key);

    /// <summary>Where the runs of a cell stand; null where none or several rows have its values.</summary>
    internal string? To(Cell cell) =>
        cell is Cell.Measured measured ? byValues.GetValueOrDefault(Key(measured.Values)) : null;

    private static string Key(IEnumerable<double> values) =>
        string.Join(' ', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
}
