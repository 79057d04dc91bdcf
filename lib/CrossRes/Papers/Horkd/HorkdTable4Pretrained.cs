using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// HORKD, Table 4 and Figure 3 with what the paper has and its tables here lack: networks that begin with ImageNet's
/// weights. One network, ResNet 2-2-2-3, is teacher, assistant and student, since no package has the paper's ResNet50:
/// what is bridged is the resolution alone, of images with at most 112 pixels.
/// </summary>
public static class HorkdTable4Pretrained
{
    private static readonly Method Frozen = new("frozen", "ImageNet's features, not trained");

    private static readonly Student Network =
        new("ResNet 2-2-2-3", ImageNetWeights.Architecture, PretrainedRecipes.HighResolution);

    private static readonly int[] Low = [64, 48, 32, PretrainedRecipes.Enlarged];

    /// <summary>One experiment for each set whose images can be had in part.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [Define(MetricSet.Cars), Define(MetricSet.Cub)];

    /// <exception cref="ArgumentException">There is no such set; the message names all.</exception>
    public static Experiment On(string set) =>
        All.FirstOrDefault(e => e.Parameters["set"] == set)
        ?? throw new ArgumentException($"there is no set {set} with ImageNet's weights; there are "
            + $"{string.Join(", ", All.Select(e => e.Parameters["set"]))}");

    private static Experiment Define(MetricSet set) => new Experiment(
        $"table4-{set.Key}-imagenet", $"HORKD Table 4 and Figure 3 from ImageNet weights: {set.Name}",
        "13-table4-from-imagenet.ipynb", [.. Rows(set)], PretrainedRecipes.Provenance,
        [
            $"Every network begins with ImageNet's weights (./repro data imagenet, then --weights); without --weights "
                + "all begin at random, and the table is about nothing.",
            "The paper's teacher is a ResNet50 and its images have 256×256 pixels: its numbers stand in Table 4, not "
                + "here. Teacher, assistant and student are one network here, and differ in resolution alone.",
            $"Images of {PretrainedRecipes.Enlarged}×{PretrainedRecipes.Enlarged} are enlarged to twice the side "
                + "before the first layer, which would leave one pixel of them after the last.",
        ],
        HorkdFigure3.OverSides(
            [(Frozen, Frozen.Name), (Method.Alone, "no teacher: triplets alone"), .. HorkdFigure3.Ways]))
    {
        Parameters = new Dictionary<string, string> { ["set"] = set.Key },
        Tables = runs => [HorkdTable4Scores.Create(set, runs)],
        Say = MethodFindings.Contrasts(
            new Contrast(Methods.Our, Methods.Direct, "one stage"),
            new Contrast(Methods.Our, Method.Alone, "no teacher"),
            new Contrast(Methods.Direct, Method.Alone, "no teacher")),
    }
    .At(Scale.Desktop.Name, s => s with
    {
        Metric = s.Metric with
        {
            Shrink = 1, Width = 1, Epochs = new(Teacher: 8, Student: 8), Batch = 64, TeacherSeed = 1,
        },
    });

    private static IEnumerable<Row> Rows(MetricSet set)
    {
        yield return new(Role.Teacher, Network, Method.Teacher, null, s => PretrainedRecipes.Teacher(set, s))
        {
            Label = $"Teacher {Network.Network}",
        };
        const int full = PretrainedRecipes.HighResolution;
        foreach (var side in (int[])[full, .. Low])
            yield return Planned(new(Role.Student, At(side), Frozen, null, s => PretrainedRecipes.Frozen(set, s, side)))
                with { NeedsWeights = true };
        foreach (var side in (int[])[full, .. Low])
            yield return Planned(new(Role.Student, At(side), Method.Alone, null, s =>
                PretrainedRecipes.Alone(set, s, side)));
        yield return Planned(new(Role.Assistant, At(full), Methods.Our, null, s =>
            PretrainedRecipes.Direct(set, s, full)));
        foreach (var side in Low)
        {
            yield return Planned(new(Role.Student, At(side), Methods.Direct, null, s =>
                PretrainedRecipes.Direct(set, s, side)));
            yield return Planned(new(Role.Student, At(side), Methods.Our, null, s =>
                PretrainedRecipes.TwoStage(set, s, side)));
        }
    }

    private static Row Planned(Row row) => row with { Seeds = s => s.Name == Scale.Desktop.Name ? 3 : 1 };

    private static Student At(int side) => Network with { Resolution = side, Key = $"{side}" };
}
