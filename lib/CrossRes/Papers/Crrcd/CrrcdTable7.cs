using CrossRes.Benchmarks;
using CrossRes.Experiments;
using CrossRes.Papers.Faces;
using CrossRes.Papers.Horkd;
using CrossRes.Results;

namespace CrossRes.Papers.Crrcd;

/// <summary>CRRCD, Table VII: whose face is this, among those of 157,871 images? TinyFace, 1:N.</summary>
public static class CrrcdTable7
{
    private const string Source = "Zhang et al., CRRCD, arXiv:2409.02555, Table VII";
    private const double Dash = double.NaN;
    private const int Side = 16;

    private static readonly string[] Scores = [FaceRetrieval.Rank1, FaceRetrieval.Rank10, FaceRetrieval.Rank20];

    private static readonly (string Key, string Model, double[] Printed)[] Literature =
    [
        ("centerface", "CenterFace", [32, Dash, 45]), ("dcr", "DCR", [29, 40, 44]), ("peilis", "PeiLi's", [31, 43, 46]),
        ("cosface", "CosFace", [29, 39, 42]),
        ("arcface", "ArcFace", [26, 34, 37]), ("magface", "MagFace", [33, 44, 47]), ("rpcl", "RPCL", [34, 45, 49]),
    ];

    private static readonly double[] Crrcd = [35, 47, 50];

    public static Experiment Experiment { get; } = new Experiment(
        "crrcd-table7", "CRRCD Table VII: TinyFace", CrrcdFaces.Notebook,
        [
            .. Literature.Select(l => Row.Quoted(l.Key, l.Model, "native", Printed(l.Printed[0]))),
            FaceRows.Teacher(FaceRecipes.TinyFace),
            new FaceRows(FaceRecipes.TinyFace).Alone(Side),
            .. CrrcdFaces.Compared(FaceRecipes.TinyFace, Side, new(Crrcd[0], Source)),
        ],
        CrrcdFaces.Provenance,
        [
            "The paper prints fractions of two digits; the table shows them in percent.",
            "TinyFace has no large images: the teacher sees the same faces enlarged to 112×112, the student at 16×16.",
            "The paper trains on CASIA-WebFace and fine-tunes on TinyFace's training set. Here the training set is all "
                + "that students learn from.",
        ],
        MethodFigure.Rows)
    {
        Say = FaceFindings.Sentences,
        Tables = runs => [Ranks(runs)],
        Parameters = CrrcdFaces.Parameters("crrcd-table7"),
    };

    /// <summary>All three ranks, printed and measured.</summary>
    private static ResultTable Ranks(IReadOnlyList<RunRecord> runs)
    {
        var printed = Literature.ToDictionary(l => l.Key, l => l.Printed).Append(new("crrcd-16", Crrcd)).ToDictionary();
        return ScoreTable.Create(
            "TinyFace: Rank-1, Rank-10 and Rank-20", Experiment.Rows, runs, Scores, (row, i) =>
                Printed(printed.GetValueOrDefault(row.Key)?[i] ?? Dash));
    }

    private static Cell.Copied? Printed(double rank) => double.IsNaN(rank) ? null : new(rank, Source);
}
