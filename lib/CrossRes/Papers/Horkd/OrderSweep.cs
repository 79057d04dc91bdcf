using CrossRes.Experiments;
using CrossRes.Results;
using CrossRes.Training;

namespace CrossRes.Papers.Horkd;

/// <summary>A student without relations, to which sets of orders are added.</summary>
/// <param name="Student">Its network, and the images that it sees.</param>
/// <param name="Alone">Its recipe without a teacher.</param>
/// <param name="Teacher">Who teaches it.</param>
/// <param name="Hyperparameters">Where each setting comes from.</param>
public sealed record SweepBase(
    Student Student, Func<Scale, Recipe> Alone, Row Teacher, IReadOnlyList<Hyperparameter> Hyperparameters)
{
    /// <summary>The student in words, e.g. <c>ResNet18 at 16×16</c>.</summary>
    public string Label => Student.Name;

    /// <summary>How the recipes of its data set write an order's loss.</summary>
    public Func<LossTerm, LossTerm> Term { get; init; } = term => term;

    /// <summary><inheritdoc cref="Recipe.TeacherSeed" path="/summary"/></summary>
    public Func<Scale, long?> TeacherSeed { get; init; } = _ => null;
}

/// <summary>Some sets of orders under one weighting.</summary>
public sealed record SweepPart(Weighting Weighting, IReadOnlyList<string> Subsets)
{
    /// <summary>How many seeds of a set a scale plans.</summary>
    public Func<Scale, string, int> Seeds { get; init; } = (_, _) => 1;
}

/// <summary>The loss-order lab: which orders help, alone and together? A list of rows like any other table.</summary>
/// <param name="Base">The student and its teacher.</param>
/// <param name="Parts">What is tried. A set that two weightings treat alike is trained once.</param>
public sealed record OrderSweep(SweepBase Base, IReadOnlyList<SweepPart> Parts)
{
    /// <summary>Every set of orders under one weighting.</summary>
    public static OrderSweep Full(SweepBase student, Weighting weighting) =>
        new(student, [new(weighting, weighting.Subsets)]);

    /// <summary>The teacher, then a row for each set and weighting.</summary>
    public IReadOnlyList<Row> Rows =>
    [
        Base.Teacher,
        .. from part in Parts
           from subset in part.Subsets
           where First(part.Weighting, subset) == part.Weighting
           let method = new Method(Key(part.Weighting, subset), Label(part.Weighting, subset))
           {
               Family = "HORKD's orders",
           }
           select new Row(Role.Student, Base.Student, method, null, s => Recipe(part.Weighting, subset, s))
           {
               Label = method.Name,
               Seeds = s => Parts.Where(p => p.Subsets.Contains(subset)
                   && p.Weighting.For(subset).SequenceEqual(part.Weighting.For(subset))).Max(p => p.Seeds(s, subset)),
           },
    ];

    /// <summary>The key of the row that trains a set under a weighting.</summary>
    public string Key(Weighting weighting, string subset) =>
        $"orders-{(subset.Length == 0 ? "none" : $"{subset}-{First(weighting, subset).Key}")}";

    /// <summary>What the runs give for a weighting: score by set and seed.</summary>
    public OrderGrid Grid(Weighting weighting, IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row);
        return new(weighting, Parts.First(p => p.Weighting == weighting).Subsets
            .Select(s => (Subset: s, Scores: byRow[Key(weighting, s)].ToDictionary(r => r.Seed, r => r.Result.Last)))
            .Where(x => x.Scores.Count > 0)
            .ToDictionary(x => x.Subset, x => (IReadOnlyDictionary<long, double>)x.Scores))
        {
            TestShare = SharedFolds.TestShare(runs),
        };
    }

    /// <summary>The weightings under which at least two sets are tried.</summary>
    public IEnumerable<Weighting> Gridded => Parts.Where(p => p.Subsets.Count > 1).Select(p => p.Weighting);

    /// <summary>Of these, those of which a set was run that no other treats alike.</summary>
    internal IEnumerable<Weighting> WithRuns(IReadOnlyList<RunRecord> runs) => Gridded.Where(w =>
        Parts.First(p => p.Weighting == w).Subsets.Any(s => First(w, s) == w && runs.Any(r => r.Row == Key(w, s))));

    /// <summary>As a table or figure.</summary>
    /// <param name="key">Folder under results.</param>
    /// <param name="title">As it heads the table.</param>
    /// <param name="command">What <c>./repro</c> is told to make it; null: to run it.</param>
    public Experiment As(string key, string title, string? command = null) => new(
        key, title, "07-figure4-loss-order.ipynb", Rows, Base.Hyperparameters,
        [
            $"{Base.Label}, taught by the row {Base.Teacher.Label}; cross-entropy in every row. All rows of a seed "
                + "share initialisation, order and augmentation, so differences are paired by seed.",
            .. Parts.Select(p => p.Weighting).Distinct().Select(w =>
                $"{w.Name}: weights {w.Weights} for orders {string.Join(", ", w.Orders.Select(o => o.Letter))}."),
        ],
        (_, runs) => OrderFigures.Gains(this, runs))
    {
        Command = command,
        Say = (_, runs) =>
        {
            string[] said = [.. from weighting in WithRuns(runs)
                                let grid = Grid(weighting, runs)
                                from sentence in OrderClaims.Findings(grid).Concat(OrderEffects.Findings(grid))
                                select sentence];
            return said.Any(s => s.Contains("none above")) ? [.. said, Comparisons.NoneAboveMeans] : said;
        },
        Tables = runs =>
        [
            .. from weighting in WithRuns(runs)
               let grid = Grid(weighting, runs)
               from table in (ResultTable?[])[OrderClaims.Table(grid), OrderEffects.Table(grid)]
               where table is not null
               select table,
        ],
        MoreFigures = runs => OrderFigures.All(this, runs),
    };

    private Recipe Recipe(Weighting weighting, string subset, Scale scale)
    {
        var alone = Base.Alone(scale);
        return subset.Length == 0 ? alone : alone with
        {
            Losses = [.. alone.Losses, .. weighting.For(subset).Select(o => Base.Term(o.Term))],
            Teacher = Base.Teacher.Recipe!(scale),
            TeacherSeed = Base.TeacherSeed(scale),
        };
    }

    // a set without the orders that are weighted differently is the same recipe
    private Weighting First(Weighting weighting, string subset) =>
        Parts.First(p =>
            p.Subsets.Contains(subset) && p.Weighting.For(subset).SequenceEqual(weighting.For(subset))).Weighting;

    private static string Label(Weighting weighting, string subset) =>
        subset.Length == 0
            ? "no relations"
                : $"{(subset.Length == 1 ? "order" : "orders")} {string.Join(" + ", subset.ToCharArray())}, "
                    + $"{weighting.Name}";
}

/// <summary>Scores of sets of orders, each by seed.</summary>
/// <param name="Weighting">How the orders were weighted.</param>
/// <param name="Scores">Set of orders → seed → score in percent.</param>
public sealed record OrderGrid(Weighting Weighting,
    IReadOnlyDictionary<string, IReadOnlyDictionary<long, double>> Scores)
{
    /// <summary>Seeds that every set has.</summary>
    public IReadOnlyList<long> Seeds => Scores.Count == 0 ? [] :
        [.. Scores.Values.Select(s => s.Keys).Aggregate((a, b) => a.Intersect(b)).Order()];

    /// <summary><inheritdoc cref="Statistics.Interval95" path="/param[@name='testShare']"/></summary>
    public double TestShare { get; init; }

    public bool Has(string subset) => Scores.ContainsKey(subset);

    /// <summary>Mean score of a set.</summary>
    public double Mean(string subset) => Statistics.Mean([.. Scores[subset].Values]);

    /// <summary>One set minus another, a value for each seed.</summary>
    public double[] Difference(string subset, string other) =>
        [.. Seeds.Select(seed => Scores[subset][seed] - Scores[other][seed])];

    /// <summary>Pairs of sets that differ by one order, which the second has.</summary>
    public IReadOnlyList<(string Without, string With, Order Added)> Steps =>
        [.. from without in Scores.Keys
            from order in Weighting.Orders
            where !without.Contains(order.Letter)
            let with = With(without, order)
            where Has(with)
            select (without, with, order)];

    /// <summary>Pairs of equally many orders where the second has a higher one instead of a lower one.</summary>
    public IReadOnlyList<(string Lower, string Higher)> Swaps =>
        [.. from rest in Weighting.Subsets
            from low in Weighting.Orders.Select((o, i) => (Order: o, Place: i))
            from high in Weighting.Orders.Skip(low.Place + 1)
            where !rest.Contains(low.Order.Letter) && !rest.Contains(high.Letter)
            let pair = (Lower: With(rest, low.Order), Higher: With(rest, high))
            where Has(pair.Lower) && Has(pair.Higher)
            select pair];

    /// <summary>The mean over pairs of second minus first, a value for each seed.</summary>
    public double[] Average(IEnumerable<(string First, string Second)> pairs)
    {
        var differences = pairs.Select(p => Difference(p.Second, p.First)).ToArray();
        return [.. Seeds.Select((_, i) => differences.Average(d => d[i]))];
    }

    private string With(string subset, Order added) =>
        string.Concat(Weighting.Orders.Where(o => o == added || subset.Contains(o.Letter)).Select(o => o.Letter));
}
