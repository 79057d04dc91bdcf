using CrossRes.Experiments;
using CrossRes.Papers.Faces;
using CrossRes.Papers.Horkd;

namespace CrossRes.Papers.Crrcd;

/// <summary>
/// CRRCD, Table VI: closed-set identification on UCCS at 16×16. Networks and faces are those of HORKD's Table 3, whose
/// runs it shares.
/// </summary>
public static class CrrcdTable6
{
    private const string Source = "Zhang et al., CRRCD, arXiv:2409.02555, Table VI";
    private const int Side = 16;

    private static readonly (string Model, double Accuracy)[] Literature =
    [
        ("VLRR", 59.03), ("SphereFace", 78.73), ("CosFace", 91.83), ("VGGFace2", 84.56), ("ArcFace", 88.73),
        ("SKD", 67.25),
        ("AGC-GAN", 70.68), ("LRFRW", 93.40), ("CSRIP", 93.49), ("DirectCapsNet", 95.81), ("HORKD", 92.11),
        ("EKD", 93.85),
    ];

    public static Experiment Experiment { get; } = new Experiment(
        "crrcd-table6", "CRRCD Table VI: UCCS", CrrcdFaces.Notebook,
        [
            .. CrrcdFaces.Quoted($"{Source}, where most are quoted from earlier work",
                Literature.Select(l => (l.Model, "16×16", l.Accuracy))),
            HorkdTable3.Experiment["teacher"],
            HorkdTable3.Experiment["alone-16"],
            .. CrrcdFaces.Compared(FaceRecipes.Uccs, Side, new(97.27, Source)),
        ],
        CrrcdFaces.Provenance,
        [
            "HORKD is listed with 92.11 %, and prints a top-1 error of 22.19 % itself: the protocols differ.",
            "The paper's 180 subjects are not published: they are drawn with a seed so that they have its 3,918 images "
                + "to learn from and 907 for the test, or their part at smaller scales.",
            "The paper trains its networks on CASIA-WebFace. Here they learn from the closed set's own training faces; "
                + "a linear layer fitted to the frozen embeddings names the test faces.",
        ],
        MethodFigure.Rows)
    {
        Say = FaceFindings.Sentences,
        Parameters = CrrcdFaces.Parameters("crrcd-table6"),
    };
}
