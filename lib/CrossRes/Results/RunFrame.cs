using System.Text.Json;
using Deedle;

namespace CrossRes.Results;

/// <summary>Where a run belongs.</summary>
/// <param name="Paper">E.g. <c>HORKD</c>.</param>
/// <param name="Role">Of its row: teacher, assistant or student; null where the table has no such row.</param>
/// <param name="Label">What the table prints.</param>
public sealed record RunPlace(string Paper, string? Role, string? Label);

/// <summary>
/// Runs as a Deedle frame: a row a run, a column a fact. What a record does not say is missing there.
/// </summary>
public static class RunFrame
{
    /// <summary>The frame, its rows numbered from 0 in the order of the runs.</summary>
    /// <param name="runs">Any number, also none.</param>
    /// <param name="place">Where a run belongs, which its record does not say; null: nobody knows.</param>
    public static Frame<int, string> From(IReadOnlyList<RunRecord> runs, Func<RunRecord, RunPlace?> place)
    {
        var places = new Dictionary<RunRecord, RunPlace?>(ReferenceEqualityComparer.Instance);
        foreach (var run in runs)
            places.TryAdd(run, place(run));
        var frame = new Builder(runs);
        frame.Add("paper", r => places[r]?.Paper);
        frame.Add("table", r => r.Table);
        frame.Add("row", r => r.Row);
        frame.Add("role", r => places[r]?.Role);
        frame.Add("network", r => Inside(r, "model", "architecture")?.GetString());
        frame.AddKnown("resolution", r => Inside(r, "resolution")?.GetInt32());
        frame.Add("method", r => Losses(r) is { } losses ? Names(losses) : null);
        frame.AddKnown("seed", r => (long?)r.Seed);
        frame.AddKnown("last", r => (double?)r.Result.Last);
        frame.AddKnown("best", r => (double?)r.Result.Best);
        frame.Add("score", r => r.Result.Score);
        frame.AddKnown("seconds", r => (double?)r.WallSeconds);
        frame.AddKnown("epochs", r => Inside(r, "epochs")?.GetInt32());
        frame.AddKnown("bestEpoch", r => (int?)r.Result.BestEpoch);
        frame.Add("scale", r => r.Scale);
        frame.AddKnown("width", r => Inside(r, "model", "width")?.GetDouble());
        frame.Add("data", r => r.Data.Name);
        frame.Add("origin", r => r.Data.Origin);
        frame.AddKnown("classes", r => (int?)r.Data.Classes);
        frame.AddKnown("trainImages", r => (int?)r.Data.TrainImages);
        frame.Add("libtorch", r => r.Environment.LibTorch);
        frame.Add("device", r => r.Environment.Device);
        frame.Add("precision", r => r.Environment.Precision);
        frame.AddKnown("threads", r => (int?)r.Environment.Threads);
        frame.Add("cpu", r => r.Environment.Cpu);
        frame.AddKnown("algorithm", r => Inside(r, "algorithm")?.GetInt32());
        frame.Add("losses", r => Losses(r) is { } losses ? Weighted(losses) : null);
        frame.Add("label", r => places[r]?.Label);
        frame.Add("recipe", r => r.RecipeDigest[..12]);
        frame.Add("code", r => r.Environment.CodeVersion);
        frame.AddKnown("started", r => (DateTime?)r.Started);
        return frame.Frame;
    }

    /// <summary>The losses by name; of one family, its members together, as in <c>horkd.{1,2,3,C}</c>.</summary>
    private static string Names(IReadOnlyList<JsonElement> losses) => string.Join(" + ",
        from loss in losses
        let name = loss.GetProperty("loss").GetString()!
        let dot = name.IndexOf('.')
        group name[(dot + 1)..] by dot < 0 ? name : name[..dot] into family
        select family.ToList() switch
        {
            [var only] => only == family.Key ? only : $"{family.Key}.{only}",
            var several => $"{family.Key}.{{{string.Join(",", several)}}}",
        });

    private static string Weighted(IReadOnlyList<JsonElement> losses) => string.Join(" + ",
        losses.Select(loss => loss.GetProperty("weight").GetRawText() is var weight && weight == "1"
            ? loss.GetProperty("loss").GetString() : $"{weight} {loss.GetProperty("loss").GetString()}"));

    private static IReadOnlyList<JsonElement>? Losses(RunRecord run) =>
        Inside(run, "losses") is { ValueKind: JsonValueKind.Array } losses ? [.. losses.EnumerateArray()] : null;

    // a recipe is whatever a version of the program wrote
    private static JsonElement? Inside(RunRecord run, params ReadOnlySpan<string> path)
    {
        var element = run.Recipe;
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        return element;
    }

    private sealed class Builder(IReadOnlyList<RunRecord> runs)
    {
        private readonly FrameBuilder.Columns<int, string> columns = new();

        public Frame<int, string> Frame => columns.Frame;

        public void Add(string name, Func<RunRecord, string?> value) =>
            Add(name, runs.Select((run, i) => (i, value(run))));

        public void AddKnown<T>(string name, Func<RunRecord, T?> value) where T : struct =>
            Add(name, from pair in runs.Select((run, i) => (i, Value: value(run))) where pair.Value is not null
                select (pair.i, pair.Value!.Value));

        private void Add<T>(string name, IEnumerable<(int Key, T Value)> values)
        {
            var known = values.Where(pair => pair.Value is not null).ToList();
            columns.Add(name, new Series<int, T>(known.Select(pair => pair.Key), known.Select(pair => pair.Value)));
        }
    }
}

/// <summary>The two questions that runs are asked most, shorter than Deedle's own calls are in C#.</summary>
public static class FrameQueries
{
    /// <summary>The rows whose <paramref name="column"/> holds one of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">There is no such column; the message names all.</exception>
    public static Frame<int, string> Only<T>(this Frame<int, string> frame, string column, params T[] values) where T
        : notnull
    {
        var held = Column<T>(frame, column);
        return frame.Where(row => held.TryGet(row.Key) is { HasValue: true } value && values.Contains(value.Value));
    }

    /// <summary>
    /// A row for each value of one column, a column for each value of another, and in each cell one number made of all
    /// values there: <c>runs.Pivot&lt;string, int&gt;("method", "resolution", "last", Statistics.Mean)</c>. Deedle's
    /// own variance is one-pass, NaN for equal values; <see cref="Statistics"/> is exact.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such column; the message names all.</exception>
    public static Frame<TRow, TColumn> Pivot<TRow, TColumn>(
        this Frame<int, string> frame, string rows, string columns, string values,
        Func<IReadOnlyList<double>, double> summary)
        where TRow : notnull where TColumn : notnull
    {
        var (down, across, numbers) = (Column<TRow>(frame, rows), Column<TColumn>(frame, columns),
            Column<double>(frame, values));
        var cells = (from key in frame.RowKeys
                     let cell = (Down: down.TryGet(key), Across: across.TryGet(key), Value: numbers.TryGet(key))
                     where cell.Down.HasValue && cell.Across.HasValue && cell.Value.HasValue
                     group cell.Value.Value by (Down: cell.Down.Value, Across: cell.Across.Value) into same
                     select (same.Key.Down, same.Key.Across, Summary: summary([.. same]))).ToList();
        var table = Frame.FromColumns(
            from cell in cells
            group cell by cell.Across into column
            orderby column.Key
            select KeyValuePair.Create(column.Key,
                new Series<TRow, double>(column.Select(c => c.Down), column.Select(c => c.Summary))));
        return table.RealignRows(cells.Select(cell => cell.Down).Distinct().Order());
    }

    private static Series<int, T> Column<T>(Frame<int, string> frame, string name) => frame.ColumnKeys.Contains(name)
        ? frame.GetColumn<T>(name)
        : throw new ArgumentException($"the frame has no column {name}; it has {string.Join(", ", frame.ColumnKeys)}");
}
