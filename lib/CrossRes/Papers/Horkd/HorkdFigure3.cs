using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Results;
using Plotly.NET.CSharp;
using GenericChart = Plotly.NET.GenericChart;

namespace CrossRes.Papers.Horkd;

/// <summary>HORKD, Figure 3: students of one network over the resolution, taught by the teacher directly or through the assistant.</summary>
public static class HorkdFigure3
{
    private static readonly (string Key, string Name)[] Ways = [("direct", "one stage: teacher → student"), ("our", "two stages: teacher → assistant → student")];

    /// <summary>One experiment for each set; the rows are Table 4's, and trained once for both.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [.. MetricSet.All.Select(Of)];

    /// <exception cref="ArgumentException">There is no such set; the message names all.</exception>
    public static Experiment On(string set) =>
        All.FirstOrDefault(e => e.Key == $"figure3-{set}")
        ?? throw new ArgumentException($"Figure 3 has no set {set}; it has {string.Join(", ", MetricSet.All.Select(s => s.Key))}");

    /// <summary>Last minus last of runs with the same seed, by side: what the assistant adds.</summary>
    public static IReadOnlyList<(int Side, IReadOnlyList<double> Gains)> Gains(IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row);
        return [.. HorkdTable4.Sides.Select(side => (side, (IReadOnlyList<double>)MethodFigure.Gains(byRow, $"our-{side}", $"direct-{side}")))];
    }

    private static Experiment Of(MetricSet set) => HorkdTable4.On(set.Key) with
    {
        Key = $"figure3-{set.Key}",
        Title = $"HORKD Figure 3: {set.Name}",
        Notebook = "06-figure3-two-stage.ipynb",
        Rows = [.. HorkdTable4.On(set.Key).Rows.Where(r => r.Key == "teacher" || r.Key.StartsWith("our-") || r.Key.StartsWith("direct-"))],
        Tables = _ => [],
        Figure = Figure,
        Findings = Findings,
    };

    private static GenericChart Figure(IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row, r => r.Result.Last);
        int[] sides = [.. HorkdTable4.Sides.Where(side => Ways.All(way => byRow[$"{way.Key}-{side}"].Any())).Order()];
        var lines = Ways.Select(way =>
        {
            var scores = sides.Select(side => byRow[$"{way.Key}-{side}"].ToArray()).ToArray();
            return Plot.Line(way.Name, sides, scores.Select(s => s.Average()),
                scores.All(s => s.Length > 1) ? scores.Select(s => Statistics.SampleStd(s)) : null);
        });
        return Plot.Figure(HorkdTable4Figure.Title(runs),
            "published side of the student's images, pixels", "Recall@1 after the last epoch, %", lines).WithSize(Width: 860);
    }

    private static IReadOnlyList<string> Findings(IReadOnlyList<RunRecord> runs) =>
        Comparisons.Say(runs, from side in HorkdTable4.Sides select new Finding($"{side}×{side}: two stages", new Against($"our-{side}", $"direct-{side}", "one stage")));
}
