using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// HORKD, Table 4: metric learning on one of three sets, Recall@1, with the one-stage students of Figure 3 beside those
/// in two stages.
/// </summary>
public static class HorkdTable4
{
    private const string Notebook = "05-table4-metric-learning.ipynb";
    /// <summary>Published sides of students, and 64 beside them.</summary>
    internal static IReadOnlyList<int> Sides { get; } = [224, 160, 128, 96, 64];

    /// <summary>Sides at which the student is also trained without a teacher.</summary>
    private static IReadOnlyList<int> Alone { get; } = [128, 64];

    /// <summary>One experiment for each set.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [.. MetricSet.All.Select(Define)];

    /// <exception cref="ArgumentException">There is no such set; the message names all.</exception>
    public static Experiment On(string set) =>
        All.ElementAtOrDefault(MetricSet.All.ToList().FindIndex(s => s.Key == set))
        ?? throw new ArgumentException(
            $"Table 4 has no set {set}; it has {string.Join(", ", MetricSet.All.Select(s => s.Key))}");

    private static Experiment Define(MetricSet set) => new Experiment(
        $"table4-{set.Key}", $"HORKD Table 4: {set.Name}", Notebook, [.. Rows(set)], MetricProvenance.All,
        [
            "Students start from random weights, and so does the teacher unless --weights names ImageNet's for it: the "
                + "paper's all start from ImageNet. On small images from scratch the numbers are not the paper's.",
            "Below the paper's scale every image side is a part of the published one: the column Input names both.",
            "The paper quotes PKT, DarkRank, MKD and MKD + AT from earlier work. It has no RKD row, no student at "
                + "64×64, none at low resolution without a teacher and, in this table, none in one stage.",
        ],
        MethodFigure.Rows)
    {
        Parameters = new Dictionary<string, string> { ["set"] = set.Key },
        Tables = runs => [HorkdTable4Scores.Create(set, runs)],
        Say = MethodFindings.Contrasts(
            [.. MetricRecipes.Others.Append(Methods.Our).Select(m => new Contrast(m, Method.Alone, "no teacher"))]),
    };

    private static IEnumerable<Row> Rows(MetricSet set)
    {
        const int full = MetricScale.HighResolution;
        var student = new Student("ResNet18", "resnet18", full);
        Row Printed(Row row) => row with { Published = set.Cell(row.Key) };
        Row Two(int side, Role role, Func<Scale, Recipe> recipe) => Printed(
            new(role, At(side), Methods.Our, null, recipe) { Label = $"OUR-{side}-R ({student.Network})" });
        Student At(int side) => student with { Resolution = side, Key = $"{side}" };

        yield return Printed(new(Role.Teacher, new("ResNet50", "resnet50", full), Method.Teacher, null, s =>
            MetricRecipes.Teacher(set, s))
        {
            Label = "Teacher ResNet50",
        });
        yield return Printed(Row.Quoted("resnet101", "ResNet101", $"{full}×{full}", null));
        yield return Printed(new(Role.Student, student, Method.Alone, null, s => MetricRecipes.Alone(set, s))
        {
            Label = $"Student {student.Network}, no teacher",
        });
        foreach (var method in MetricRecipes.Others)
            yield return Printed(new(Role.Student, student, method, null, s => MetricRecipes.Taught(set, s, method)));
        yield return Two(full, Role.Assistant, s => MetricRecipes.Direct(set, s, full));
        foreach (var side in Sides)
        {
            if (Alone.Contains(side))
                yield return new(Role.Student, At(side), Method.Alone, null, s => MetricRecipes.Alone(set, s, side));
            yield return new(Role.Student, At(side), Methods.Direct, null, s => MetricRecipes.Direct(set, s, side));
            yield return Two(side, Role.Student, s => MetricRecipes.TwoStage(set, s, side));
        }
    }
}

/// <summary>Every score of Table 4's runs after the last epoch.</summary>
internal static class HorkdTable4Scores
{
    internal static ResultTable Create(MetricSet set, IReadOnlyList<RunRecord> runs)
    {
        string[] scores = [.. runs.SelectMany(r => r.Epochs[^1].Test.Keys).Distinct()];
        return new ResultTable(
            $"All scores: {set.Name}",
            ["Unseen classes, after the last epoch, percent. NMI of k-means with as many clusters as classes; MAP@R as "
                + "Musgrave et al. 2020."],
            [new Column("Row"), .. scores.Select(s => new Column(s, Unit.Percent))],
            [.. runs.GroupBy(r => r.Row).Select(row =>
                (Cell[])[new Cell.Text(row.Key),
                    .. scores.Select(s => Cell.From([.. row.Select(r => r.Epochs[^1].Test[s])]))])]);
    }
}
