using CrossRes.Experiments;

namespace CrossRes.Papers.Horkd;

/// <summary>HORKD, Table 4: metric learning on one of three sets, Recall@1, with the one-stage students of Figure 3 beside those in two stages.</summary>
public static class HorkdTable4
{
    private const string Notebook = "05-table4-metric-learning.ipynb";
    private static readonly (string Key, string Label)[] Methods =
        [("pkt", "PKT"), ("darkrank", "DarkRank"), ("mkd", "MKD"), ("mkd-at", "MKD + AT"), ("rkd", "RKD")];

    /// <summary>Published sides of students, and 64 beside them.</summary>
    internal static IReadOnlyList<int> Sides { get; } = [224, 160, 128, 96, 64];

    /// <summary>Sides at which the student is also trained without a teacher.</summary>
    private static IReadOnlyList<int> Alone { get; } = [128, 64];

    /// <summary>One experiment for each set.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [.. MetricSet.All.Select(Of)];

    /// <exception cref="ArgumentException">There is no such set; the message names all.</exception>
    public static Experiment On(string set) =>
        All.ElementAtOrDefault(MetricSet.All.ToList().FindIndex(s => s.Key == set))
        ?? throw new ArgumentException($"Table 4 has no set {set}; it has {string.Join(", ", MetricSet.All.Select(s => s.Key))}");

    private static Experiment Of(MetricSet set) => new(
        $"table4-{set.Key}", $"HORKD Table 4: {set.Name}", Notebook, [.. Rows(set)], MetricProvenance.All,
        [
            "Students start from random weights, and so does the teacher unless --weights names ImageNet's for it: the paper's all start from ImageNet. On small images from scratch the numbers are not the paper's.",
            "Below the paper's scale every image side is a part of the published one: the column Input names both.",
            "The paper quotes PKT, DarkRank, MKD and MKD + AT from earlier work. It has no RKD row, no student at 64×64, none at low resolution without a teacher and, in this table, none in one stage.",
        ],
        HorkdTable4Figure.Of)
    {
        ByNameOnly = true,
        Parameters = new Dictionary<string, string> { ["set"] = set.Key },
        Tables = runs => [HorkdTable4Scores.Of(set, runs)],
        Findings = runs => Comparisons.Say(runs,
        [
            .. from method in Methods.Append(($"our-{MetricScale.HighResolution}", "HORKD's assistant"))
               select new Finding($"{method.Item2} at full resolution:", new Against(method.Item1, "alone", "no teacher")),
            .. from side in Alone
               select new Finding($"{side}×{side}: HORKD in two stages", new Against($"our-{side}", $"alone-{side}", "no teacher")),
        ]),
    };

    private static IEnumerable<Row> Rows(MetricSet set)
    {
        const int full = MetricScale.HighResolution;
        yield return new("teacher", "Teacher ResNet50", "teacher", full, set.Cell("teacher"), s => MetricRecipes.Teacher(set, s));
        yield return new("resnet101", "ResNet101", "from literature", full, set.Cell("resnet101"), null);
        yield return new("alone", "Student ResNet18, no teacher", "student", full, set.Cell("alone"), s => MetricRecipes.Alone(set, s));
        foreach (var (key, label) in Methods)
            yield return new(key, $"ResNet18, {label}", "student", full, set.Cell(key), s => MetricRecipes.Method(set, s, key));
        yield return new($"our-{full}", $"OUR-{full}-R (ResNet18)", "assistant", full, set.Cell($"our-{full}"), s => MetricRecipes.Direct(set, s, full));
        foreach (var side in Sides)
        {
            if (Alone.Contains(side))
                yield return new($"alone-{side}", "ResNet18, no teacher", "student", side, null, s => MetricRecipes.Alone(set, s, side));
            yield return new($"direct-{side}", $"ResNet18, HORKD in one stage", "student", side, null, s => MetricRecipes.Direct(set, s, side));
            yield return new($"our-{side}", $"OUR-{side}-R (ResNet18)", "student", side, set.Cell($"our-{side}"), s => MetricRecipes.TwoStage(set, s, side));
        }
    }
}
