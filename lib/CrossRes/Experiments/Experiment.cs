using System.Diagnostics.CodeAnalysis;
using CrossRes.Common;
using CrossRes.Results;
using Plotly.NET;

namespace CrossRes.Experiments;

/// <summary>A table or figure of a paper as data.</summary>
/// <param name="Key">e.g. <c>table1</c>.</param>
/// <param name="Title">As it heads the table.</param>
/// <param name="Notebook">File under <c>notebooks/</c> that reproduces it.</param>
/// <param name="Rows">In the order in which they are shown; a row's teacher comes before it.</param>
/// <param name="Hyperparameters">Where each setting comes from.</param>
/// <param name="Notes">What a reader must know to read the table right.</param>
/// <param name="Draw">Its runs as one picture.</param>
public sealed record Experiment(
    string Key, string Title, string Notebook, IReadOnlyList<Row> Rows, IReadOnlyList<Hyperparameter> Hyperparameters,
    IReadOnlyList<string> Notes, Func<Experiment, IReadOnlyList<RunRecord>, GenericChart> Draw)
{
    private readonly string? command;

    /// <summary>
    /// Rows that learn from other data and are not shown: each is trained where a row that begins with its network is.
    /// </summary>
    public IReadOnlyList<Row> Pretraining { get; init; } = [];

    /// <summary>What its runs say, in sentences made from them.</summary>
    public Func<Experiment, IReadOnlyList<RunRecord>, IReadOnlyList<string>> Say { get; init; } = (_, _) => [];

    /// <summary>Further tables that are made from the runs.</summary>
    public Func<IReadOnlyList<RunRecord>, IReadOnlyList<ResultTable>> Tables { get; init; } = _ => [];

    /// <summary>Further pictures of the runs, by file name.</summary>
    public Func<IReadOnlyList<RunRecord>, IReadOnlyDictionary<string, GenericChart>> MoreFigures { get; init; } =
        _ => new Dictionary<string, GenericChart>();

    /// <summary>What the notebook's parameters are set to, besides those of every notebook.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Of the first of a row's seeds; the others follow it.</summary>
    public long FirstSeed { get; init; } = 1;

    /// <summary>What <c>./repro</c> is told to make it.</summary>
    [AllowNull]
    public string Command
    {
        get => command ?? $"run {Key}";
        init => command = value;
    }

    /// <summary>The paper's name, with which every title begins, such as HORKD.</summary>
    public string Paper => string.Concat(Title.TakeWhile(char.IsAsciiLetterOrDigit));

    /// <summary>A scale as this experiment takes it; see <see cref="At"/>.</summary>
    public Func<Scale, Scale> Adjusted { get; private init; } = scale => scale;

    /// <summary>
    /// The same experiment with one scale changed, such as more epochs at laptop scale: its rows then train as the
    /// changed scale says, and no other table does. Of two changes the later sees what the earlier made.
    /// </summary>
    /// <param name="scale">Its name.</param>
    /// <exception cref="ArgumentException">There is no such scale; the message names all.</exception>
    public Experiment At(string scale, Func<Scale, Scale> change)
    {
        var changed = Scale.Named(scale).Name;
        return this with
        {
            Rows = [.. Rows.Select(row => row.At(Change))],
            Pretraining = [.. Pretraining.Select(row => row.At(Change))],
            Adjusted = s => Change(Adjusted(s)),
        };

        Scale Change(Scale given) => given.Name == changed ? change(given) : given;
    }

    /// <summary>Rows that can be trained.</summary>
    public IEnumerable<Row> Trainable => Rows.Where(r => r.Recipe is not null);

    /// <summary>Rows that can be trained, those that are not shown included.</summary>
    public IEnumerable<Row> AllTrainable => Trainable.Concat(Pretraining);

    /// <exception cref="ArgumentException">There is no such row to train; the message names all.</exception>
    public Row this[string key] =>
        Trainable.FirstOrDefault(r => r.Key == key)
        ?? throw new ArgumentException(
            $"{Key} has no row {key} to train; {Spelling.Hint(key, Trainable.Select(r => r.Key))}"
            + $"./repro rows {Key} lists them");

    /// <summary>
    /// The seeds of a row's runs: as many as the scale plans, or another number where one is asked for. A teacher that
    /// is shared has its one seed, a row that tests given weights as well.
    /// </summary>
    /// <param name="count">How many are asked for; null: as many as are planned.</param>
    /// <param name="byName">Whether the row itself is asked for: it then has a seed where the scale plans none.</param>
    public IReadOnlyList<long> Seeds(Row row, Scale scale, int? count = null, bool byName = false)
    {
        var planned = row.Seeds(scale);
        if (planned == 0 && !byName) return [];
        if (row.NeedsWeights) return [FirstSeed];
        if (SharedBy(row, scale) is { } shared) return [shared];
        return [.. Enumerable.Range(0, count ?? Math.Max(1, planned)).Select(n => FirstSeed + n)];
    }

    /// <summary>Runs of some rows with their seeds, of all rows the first seed first.</summary>
    /// <inheritdoc cref="Seeds"/>
    public IReadOnlyList<(Row Row, long Seed)> Planned(IEnumerable<Row> rows, Scale scale, int? count = null,
        bool byName = false) =>
    [
        .. from row in rows
           from seed in Seeds(row, scale, count, byName).Index()
           orderby seed.Index
           select (row, seed.Item),
    ];

    /// <summary>
    /// How many seeds of its rows a scale plans, and how many there are, such as <c>n planned 5, measured 3</c>.
    /// </summary>
    /// <param name="rows">Each with how many seeds of it there are.</param>
    /// <param name="are">What those are: measured, or asked for.</param>
    public string SeedCounts(IEnumerable<(Row Row, int Count)> rows, Scale scale, string are = "measured")
    {
        var counts = rows.Select(r => (Planned: Planned(r.Row), r.Count)).Where(n => n != (0, 0)).CountBy(n => n)
            .OrderBy(n => n.Key.Count == 0).ThenByDescending(n => n.Value).ToList();
        return "n " + string.Join(", ", counts.Select(n => $"planned {n.Key.Planned}, {are} {n.Key.Count}"
            + (counts.Count == 1 ? "" : $" ({n.Value} {(n.Value == 1 ? "row" : "rows")})")));

        int Planned(Row row) => row.Seeds(scale) is var few and <= 1 ? few : Seeds(row, scale).Count;
    }

    /// <summary>The same of runs of one scale; null where it is none of the kit's.</summary>
    public string? SeedCounts(IReadOnlyList<RunRecord> runs)
    {
        var counts = runs.CountBy(r => r.Row).ToDictionary();
        return runs.Count == 0 || Scale.All.FirstOrDefault(s => s.Name == runs[0].Scale) is not { } scale ? null
            : SeedCounts(Trainable.Select(row => (row, counts.GetValueOrDefault(row.Key))), scale);
    }

    /// <summary>The seed of a row that teaches every seed of its students; null where it does not.</summary>
    private long? SharedBy(Row row, Scale scale)
    {
        var own = row.Recipe!(scale);
        return (from learner in AllTrainable
                let recipe = learner.Recipe!(scale)
                where recipe.TeacherSeed is not null && recipe.Teacher!.Model == own.Model
                    && recipe.Teacher!.Digest == own.Digest
                select recipe.TeacherSeed).FirstOrDefault();
    }

    /// <summary>
    /// The experiment with what a reader of some runs should see of it: rows that neither the paper prints nor their
    /// scale plans only where they were run.
    /// </summary>
    private Experiment Shown(IReadOnlyList<RunRecord> runs)
    {
        if (runs.Count == 0 || Scale.All.FirstOrDefault(s => s.Name == runs[0].Scale) is not { } scale) return this;
        var run = runs.Select(r => r.Row).ToHashSet();
        return this with
        {
            Rows =
            [
                .. Rows.Where(r => r.Recipe is null || r.Published is not null || r.Seeds(scale) > 0
                    || run.Contains(r.Key)),
            ],
        };
    }

    /// <summary>The same network on images of the same side without a teacher; null where the table has none.</summary>
    public Row? Alone(Row row) => Trainable.FirstOrDefault(
        r => r.Method == Method.Alone && row.Student is { } student && r.Student!.IsSameAs(student));

    /// <summary>The runs as one picture.</summary>
    /// <param name="runs">Of one scale and data set; at least one.</param>
    public GenericChart Figure(IReadOnlyList<RunRecord> runs) => Draw(Shown(runs), runs);

    /// <summary>What the runs say, in sentences made from them.</summary>
    /// <param name="runs">Of one scale and data set.</param>
    public IReadOnlyList<string> Findings(IReadOnlyList<RunRecord> runs) => Say(Shown(runs), runs);

    /// <summary>The table as it is printed.</summary>
    public ResultTable Published() => PaperTable.Published(Title, PaperRows([]));

    /// <summary>The published table beside the runs of one scale and data set.</summary>
    public ResultTable Table(IEnumerable<RunRecord> runs)
    {
        List<RunRecord> all = [.. runs];
        return PaperTable.Create(Title, Shown(all).PaperRows(all), SeedCounts(all));
    }

    private IReadOnlyList<PaperRow> PaperRows(IEnumerable<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row);
        return
        [
            .. from row in Rows
               let own = byRow[row.Key].OrderBy(r => r.Seed).ToList()
               select new PaperRow(row.Label, row.Role.Text(), Input(row, own), row.Published, own),
        ];
    }

    /// <summary>The published side, and the one of the runs where a scale shrinks images.</summary>
    private static string Input(Row row, IEnumerable<RunRecord> runs)
    {
        var sides = runs.Select(r => r.Recipe.GetProperty("resolution").GetInt32());
        var side = sides.FirstOrDefault(row.Resolution);
        return side == row.Resolution ? row.Input : $"{row.Input}, here {side}×{side}";
    }
}
