using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Results;
using Plotly.NET.CSharp;
using GenericChart = Plotly.NET.GenericChart;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// HORKD, Figure 3: students of one network over the resolution, taught by the teacher directly or through the
/// assistant.
/// </summary>
public static class HorkdFigure3
{
    private static readonly (Method Method, string Name)[] Ways =
    [
        (Methods.Direct, "one stage: teacher → student"), (Methods.Our, "two stages: teacher → assistant → student"),
    ];

    /// <summary>One experiment for each set; the rows are Table 4's, and trained once for both.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [.. MetricSet.All.Select(Define)];

    /// <exception cref="ArgumentException">There is no such set; the message names all.</exception>
    public static Experiment On(string set) =>
        All.FirstOrDefault(e => e.Key == $"figure3-{set}")
        ?? throw new ArgumentException(
            $"Figure 3 has no set {set}; it has {string.Join(", ", MetricSet.All.Select(s => s.Key))}");

    /// <summary>Last minus last of runs with the same seed, by side: what the assistant adds.</summary>
    public static IReadOnlyList<(int Side, IReadOnlyList<double> Gains)> Gains(IReadOnlyList<RunRecord> runs)
    {
        var (experiment, byRow) = (All[0], runs.ToLookup(r => r.Row)); // rows are called the same for every set
        return
        [
            .. from two in experiment.Trainable
               where two.Method == Methods.Our
               from one in experiment.Trainable
               where one.Method == Methods.Direct && one.Student == two.Student
               select (two.Resolution, (IReadOnlyList<double>)MethodFigure.Differences(byRow, two, one)),
        ];
    }

    private static Experiment Define(MetricSet set) => HorkdTable4.On(set.Key) with
    {
        Key = $"figure3-{set.Key}",
        Title = $"HORKD Figure 3: {set.Name}",
        Notebook = "06-figure3-two-stage.ipynb",
        Rows = [.. HorkdTable4.On(set.Key).Trainable.Where(r =>
            r.Role == Role.Teacher || r.Method == Methods.Our || r.Method == Methods.Direct)],
        Tables = _ => [],
        Draw = Draw,
        Say = MethodFindings.Contrasts(new Contrast(Methods.Our, Methods.Direct, "one stage")),
    };

    private static GenericChart Draw(Experiment experiment, IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row, r => r.Result.Last);
        var bySide = (from row in experiment.Trainable.Where(r => r.Role == Role.Student && byRow[r.Key].Any())
                      group row by row.Resolution into side
                      where Ways.All(way => side.Any(r => r.Method == way.Method))
                      orderby side.Key
                      select side).ToList();
        var lines = Ways.Select(way =>
        {
            var scores = bySide.Select(side => byRow[side.Single(r => r.Method == way.Method).Key].ToArray()).ToArray();
            return Plot.Line(way.Name, bySide.Select(side => side.Key), scores.Select(s => s.Average()),
                scores.All(s => s.Length > 1) ? scores.Select(s => Statistics.SampleStd(s)) : null);
        });
        return Plot.Figure(MethodFigure.Title(runs),
            "published side of the student's images, pixels", "Recall@1 after the last epoch, %", lines)
                .WithSize(Width: 860);
    }
}
