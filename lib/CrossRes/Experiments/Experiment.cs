using CrossRes.Results;
using CrossRes.Training;
using Plotly.NET;

namespace CrossRes.Experiments;

/// <summary>One row of a published table.</summary>
/// <param name="Key">What the command line calls it, e.g. <c>our-16-r</c>.</param>
/// <param name="Label">What the table prints.</param>
/// <param name="Role">teacher, assistant, student, or from literature.</param>
/// <param name="Resolution">Side of the images that the network sees, in pixels.</param>
/// <param name="Published">The printed number with its source; null where the paper has no such row.</param>
/// <param name="Recipe">How to train it at a scale; null for a row that is only quoted.</param>
public sealed record Row(
    string Key, string Label, string Role, int Resolution, Cell.Copied? Published, Func<Scale, Recipe>? Recipe)
{
    public string Input => Shape ?? $"{Resolution}×{Resolution}";

    /// <summary>The input where it is no square; <c>Resolution</c> then means nothing.</summary>
    public string? Shape { get; init; }

    /// <summary>
    /// Whether it tests a network that the user gives with --weights on one whole test: it is left out of a run without,
    /// and one seed says all.
    /// </summary>
    public bool NeedsWeights { get; init; }
}

/// <summary>A table or figure of a paper as data.</summary>
/// <param name="Key">e.g. <c>table1</c>.</param>
/// <param name="Title">As it heads the table.</param>
/// <param name="Notebook">File under <c>notebooks/</c> that reproduces it.</param>
/// <param name="Rows">In the order in which they are shown; a row's teacher comes before it.</param>
/// <param name="Hyperparameters">Where each setting comes from.</param>
/// <param name="Notes">What a reader must know to read the table right.</param>
/// <param name="Figure">The runs as one picture.</param>
public sealed record Experiment(
    string Key, string Title, string Notebook, IReadOnlyList<Row> Rows,
    IReadOnlyList<Hyperparameter> Hyperparameters, IReadOnlyList<string> Notes, Func<IReadOnlyList<RunRecord>, GenericChart> Figure)
{
    /// <summary>Rows that learn from other data and are not shown: each is trained where a row that begins with its network is.</summary>
    public IReadOnlyList<Row> Pretraining { get; init; } = [];

    /// <summary>What the runs say, in sentences made from them.</summary>
    public Func<IReadOnlyList<RunRecord>, IReadOnlyList<string>> Findings { get; init; } = _ => [];

    /// <summary>Further tables that are made from the runs.</summary>
    public Func<IReadOnlyList<RunRecord>, IReadOnlyList<ResultTable>> Tables { get; init; } = _ => [];

    /// <summary>Tables of what trained networks do elsewhere, measured when results are written: no record holds them. Null: there are none.</summary>
    public Func<Laboratory, IRunProgress, IReadOnlyList<ResultTable>>? Probes { get; init; }

    /// <summary>Further pictures of the runs, by file name.</summary>
    public Func<IReadOnlyList<RunRecord>, IReadOnlyDictionary<string, GenericChart>> MoreFigures { get; init; } =
        _ => new Dictionary<string, GenericChart>();

    /// <summary>Whether it is run only when it is named.</summary>
    public bool ByNameOnly { get; init; }

    /// <summary>What the notebook's parameters are set to, besides those of every notebook.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The paper's name, with which every title begins: HORKD, CRRCD or AIRD.</summary>
    public string Paper => string.Concat(Title.TakeWhile(char.IsAsciiLetterUpper));

    /// <summary>Rows that can be trained.</summary>
    public IEnumerable<Row> Trainable => Rows.Where(r => r.Recipe is not null);

    /// <exception cref="ArgumentException">There is no such row to train; the message names all.</exception>
    public Row this[string key] =>
        Trainable.FirstOrDefault(r => r.Key == key)
        ?? throw new ArgumentException($"{Key} has no row {key} to train; it has {string.Join(", ", Trainable.Select(r => r.Key))}");

    /// <summary>The table as it is printed.</summary>
    public ResultTable Published() => PaperTable.Published(Title, PaperRows([]));

    /// <summary>The published table beside the runs of one scale and data set.</summary>
    public ResultTable Table(IEnumerable<RunRecord> runs) => PaperTable.Of(Title, PaperRows(runs));

    private IReadOnlyList<PaperRow> PaperRows(IEnumerable<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row);
        return [.. Rows.Select(r => new PaperRow(r.Label, r.Role, Input(r, byRow[r.Key]), r.Published, [.. byRow[r.Key].OrderBy(x => x.Seed)]))];
    }

    /// <summary>The published side, and the one of the runs where a scale shrinks images.</summary>
    private static string Input(Row row, IEnumerable<RunRecord> runs) =>
        runs.Select(r => r.Recipe.GetProperty("resolution").GetInt32()).FirstOrDefault(row.Resolution) is var side && side == row.Resolution
            ? row.Input : $"{row.Input}, here {side}×{side}";
}
