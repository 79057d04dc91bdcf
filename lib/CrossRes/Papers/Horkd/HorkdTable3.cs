using CrossRes.Benchmarks;
using CrossRes.Experiments;
using CrossRes.Papers.Faces;
using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>HORKD, Table 3: closed-set identification on UCCS, 16×16.</summary>
public static class HorkdTable3
{
    private const string Source = "Ge et al., HORKD, AAAI 2020, Table 3";

    /// <summary>Top-1 and top-5 errors in percent.</summary>
    private static readonly Dictionary<string, double[]> Errors = new()
    {
        ["vlrr-16"] = [40.97, 22.35], ["skd-16"] = [32.75, 18.30], ["our-16"] = [22.19, 10.23],
    };

    public static Experiment Experiment { get; } = new(
        "table3", "HORKD Table 3: UCCS", "04-table3-uccs.ipynb",
        [
            new("teacher", "Teacher", "teacher", 112, null, FaceRecipes.Uccs.Teacher),
            new("our-32", "ResNet34, reduced, the assistant", "assistant", 32, null, s => FaceRecipes.Uccs.Direct(s, 32, FaceRecipes.HybridOrder)),
            new("alone-16", "ResNet34, reduced, no teacher", "student", 16, null, s => FaceRecipes.Uccs.Alone(s, 16)),
            new("vlrr-16", "VLRR (reconstruction)", "student", 16, Printed("vlrr-16"), s => FaceRecipes.Uccs.Direct(s, 16, new Experiments.LossTerm("vlrr", 1))),
            new("skd-16", "SKD (reconstruction)", "student", 16, Printed("skd-16"), s => FaceRecipes.Uccs.Direct(s, 16, new Experiments.LossTerm("skd", 1))),
            new("our-16", "OUR-16-R", "student", 16, Printed("our-16"), s => FaceRecipes.Uccs.TwoStage(s, 16)),
        ],
        FaceProvenance.All,
        [
            "The paper prints errors; this table shows accuracies, 100 minus the top-1 error. A second table has top-1 and top-5 errors.",
            "The paper's 180 subjects are not published: they are drawn with a seed so that they have its 3,918 images to learn from and 907 for the test, or their part at smaller scales.",
            "The paper trains its networks on UMDFaces. Here they learn from the closed set's own training faces; a linear layer fitted to the frozen embeddings names the test faces.",
            "VLRR and SKD are reconstructions from abstracts, on our network.",
        ],
        FaceFigure.Of)
    {
        ByNameOnly = true,
        Tables = runs => [ScoreTable.Of(
            "UCCS: top-1 and top-5 error", Experiment!.Rows, runs, [FaceIdentification.Top1Error, FaceIdentification.Top5Error],
            (row, i) => Errors.GetValueOrDefault(row.Key) is { } printed ? new(printed[i], Source) : null)],
    };

    private static Cell.Copied Printed(string row) =>
        new(100 - Errors[row][0], FormattableString.Invariant($"{Source}: 100 minus the top-1 error of {Errors[row][0]:0.00}"));
}
