using System.Globalization;
using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using Plotly.NET.CSharp;
using GenericChart = Plotly.NET.GenericChart;

namespace CrossRes.Papers.Tuning;

/// <summary>
/// Equal tuning: each method of a table at the same few multiples of its published weight, with one seed, on images
/// held out of the training part, for ResNet18 at 16×16. The chosen weight then serves every student, so that no
/// setting is tuned more than another (Dahl et al., Benchmarking Neural Network Training Algorithms, 2023).
/// </summary>
public sealed class WeightTrials
{
    /// <summary>Multiples of the published weight, the same for every method.</summary>
    public static IReadOnlyList<double> Factors { get; } = [0.1, 1, 10, 100];

    private const int Side = 16;
    private static readonly Student Subject = HorkdTable1.Students(Side).First(), Full =
        HorkdTable1.Students(HorkdRecipes.HighResolution).First();

    private readonly List<(Method Method, double Factor, Row Student)> trials;

    private WeightTrials(Experiment table, params IReadOnlyList<Method> methods)
    {
        Table = table.Key;
        List<(Method Method, double Factor, Row[] Rows)> all =
        [
            .. from method in methods
               let stages = method.InTwoStages ? new[] { Full, Subject } : [Subject]
               from factor in Factors
               let scaled = method with
               {
                   Key = $"{method.Key}-x{Text(factor)}", Name = $"{method.Name} × {Text(factor)}",
                   Losses = WeightChoice.Scaled(method.Losses!, factor),
               }
               select (method, factor, stages.Select(s => HorkdTable1.Under(s, scaled)).ToArray()),
        ];
        trials = all.ConvertAll(t => (t.Method, t.Factor, OnValidation.Held(t.Rows[^1])));
        Row[] rows =
        [
            .. from row in (Row[])[HorkdTable1.Teacher, HorkdTable1.Alone(Subject), .. all.SelectMany(t => t.Rows)]
               select OnValidation.Held(row),
        ];
        Experiment = new($"tune-{table.Key}", $"{table.Title}: each method at {Factors.Count} weights", table.Notebook,
            rows, table.Hyperparameters,
            [
                $"Every method has {Factors.Count} trials: its published weight × "
                    + $"{string.Join(", ", Factors.Select(Text))}. HORKD has one factor on orders 2 and 3 together, "
                    + "in both of its stages.",
                "They were tested on training images that they had not learned from; no test image was seen.",
            ],
            (_, runs) => Figure(runs))
        {
            FirstSeed = OnValidation.FirstSeed,
            Command = $"tune {table.Key}",
            Say = (_, runs) => [.. Scores(runs).Select(s => Sentence(s.Method, s.ByFactor))],
        };
    }

    /// <summary>The tables whose methods are tuned.</summary>
    public static IReadOnlyList<WeightTrials> All { get; } =
        [new(HorkdTable1.Experiment, [.. Methods.OfTable1, Methods.Our])];

    /// <summary>Key of the table that takes what is chosen.</summary>
    public string Table { get; }

    /// <summary>The trials as a table.</summary>
    public Experiment Experiment { get; }

    /// <exception cref="ArgumentException">The table is not tuned; the message names those that are.</exception>
    public static WeightTrials For(string table) => All.FirstOrDefault(t => t.Table == table)
        ?? throw new ArgumentException(
            $"no weights of {table} are tuned; there are those of {string.Join(", ", All.Select(t => t.Table))}");

    /// <summary>
    /// The factor of each method that reached most; of equals the one nearest to the published weight, and of these
    /// the smaller.
    /// </summary>
    /// <param name="runs">At one scale on one data set.</param>
    /// <returns>Null until every trial was run.</returns>
    public WeightChoice? Choose(IReadOnlyList<RunRecord> runs)
    {
        var scores = Scores(runs);
        return scores.Sum(s => s.ByFactor.Count) < trials.Count ? null
            : new(runs[0].Scale, $"{runs[0].Data.Name}, {runs[0].Data.Origin}", runs[0].Data.Sha256,
                Experiment.FirstSeed, scores.ToDictionary(s => s.Method.Key, s => Best(s.ByFactor)));
    }

    /// <summary>What each method reached at each factor that was run, from the smallest.</summary>
    private List<(Method Method, IReadOnlyList<(double Factor, double Score)> ByFactor)> Scores(
        IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.Where(r => r.Seed == Experiment.FirstSeed).ToDictionary(r => r.Row, r => r.Result.Last);
        return
        [
            .. from trial in trials
               where byRow.ContainsKey(trial.Student.Key)
               group (trial.Factor, byRow[trial.Student.Key]) by trial.Method into method
               select (method.Key, (IReadOnlyList<(double, double)>)[.. method]),
        ];
    }

    private static double Best(IReadOnlyList<(double Factor, double Score)> byFactor) =>
        byFactor.OrderByDescending(f => f.Score).ThenBy(f => Math.Abs(Math.Log10(f.Factor))).ThenBy(f => f.Factor)
            .First().Factor;

    private GenericChart Figure(IReadOnlyList<RunRecord> runs) =>
        Plot.Figure($"{Subject.Name}, tested on held-out training images<br>{MethodFigure.Title(runs)}",
            Plot.Axis("factor on the published weight", log: true, ticks: Factors), Plot.Axis("top-1 accuracy, %"),
            [
                .. from s in Scores(runs)
                   select Plot.Line(s.Method.Name, s.ByFactor.Select(f => f.Factor), s.ByFactor.Select(f => f.Score)),
                .. from run in runs
                   where Experiment.Rows.Any(r => r.Key == run.Row && r.Method == Method.Alone)
                   select Plot.Line(Method.Alone.Name, Factors, Factors.Select(_ => run.Result.Last), markers: false),
            ]).WithSize(Width: 960);

    private static string Sentence(Method method, IReadOnlyList<(double Factor, double Score)> byFactor)
    {
        var best = Best(byFactor);
        return $"{method.Name}: × {Text(best)} is chosen"
            + (byFactor.Count < Factors.Count ? $" of {byFactor.Count} trials so far"
                : best == Factors[0] || best == Factors[^1] ? ", at the edge of what was tried" : "")
            + $" ({string.Join("; ", byFactor.Select(f => $"× {Text(f.Factor)}: {Percent(f.Score)}"))}).";
    }

    private static string Text(double factor) => factor.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double score) => score.ToString("0.00", CultureInfo.InvariantCulture) + " %";
}
