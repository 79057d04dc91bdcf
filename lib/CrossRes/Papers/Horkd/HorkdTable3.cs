using CrossRes.Benchmarks;
using CrossRes.Experiments;
using CrossRes.Papers.Faces;
using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>HORKD, Table 3: closed-set identification on UCCS, 16×16.</summary>
public static class HorkdTable3
{
    private const string Source = "Ge et al., HORKD, AAAI 2020, Table 3";

    private static readonly FaceRows Rows = new(FaceRecipes.Uccs);

    /// <summary>Top-1 and top-5 errors in percent.</summary>
    private static readonly Dictionary<string, double[]> Errors = new()
    {
        ["vlrr-16"] = [40.97, 22.35], ["skd-16"] = [32.75, 18.30], ["our-16"] = [22.19, 10.23],
    };

    public static Experiment Experiment { get; } = new Experiment(
        "table3", "HORKD Table 3: UCCS", "04-table3-uccs.ipynb",
        [
            FaceRows.Teacher(FaceRecipes.Uccs),
            Rows.Direct(32) with { Role = Role.Assistant, Method = Methods.Our,
                Label = $"{FaceRows.Network}, the assistant" },
            Rows.Alone(16),
            Printed(Rows.Direct(16, Methods.Vlrr, new LossTerm("vlrr", 1)) with { Label = Methods.Vlrr.Name }),
            Printed(Rows.Direct(16, Methods.Skd, new LossTerm("skd", 1)) with { Label = Methods.Skd.Name }),
            Printed(Rows.TwoStage(16) with { Label = "OUR-16-R" }),
        ],
        FaceProvenance.All,
        [
            "The paper prints errors; this table shows accuracies, 100 minus the top-1 error. A second table has top-1 "
                + "and top-5 errors.",
            "The paper's 180 subjects are not published: they are drawn with a seed so that they have its 3,918 images "
                + "to learn from and 907 for the test, or their part at smaller scales.",
            "The paper trains its networks on UMDFaces. Here they learn from the closed set's own training faces; a "
                + "linear layer fitted to the frozen embeddings names the test faces.",
            "VLRR and SKD are reconstructions from abstracts, on our network.",
        ],
        MethodFigure.Rows)
    {
        Tables = runs =>
        [
            ScoreTable.Create(
                "UCCS: top-1 and top-5 error", Experiment!.Rows, runs,
                [FaceIdentification.Top1Error, FaceIdentification.Top5Error],
                (row, i) => Errors.GetValueOrDefault(row.Key) is { } printed ? new(printed[i], Source) : null),
        ],
    };

    private static Row Printed(Row row) => row with
    {
        Published = new(100 - Errors[row.Key][0],
            FormattableString.Invariant($"{Source}: 100 minus the top-1 error of {Errors[row.Key][0]:0.00}")),
    };
}
