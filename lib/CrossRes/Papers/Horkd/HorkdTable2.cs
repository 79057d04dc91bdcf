using CrossRes.Experiments;
using CrossRes.Papers.Faces;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// HORKD, Table 2: face verification on LFW. Below the paper's scale seed k holds out the k-th fold of LFW's pairs, and
/// networks learn from the images of the others; each order of the loss also alone, and each way without distillation
/// beside it.
/// </summary>
public static class HorkdTable2
{
    private const string Source = "Ge et al., HORKD, AAAI 2020, Table 2",
    Quoted = $"{Source}, where it is quoted from earlier work";
    internal const int Folds = 10;
    private static readonly FaceRows Rows = new(FaceRecipes.Lfw);

    /// <summary>All orders and identity labels beside them.</summary>
    internal static readonly Method Labels = new("labels", "all orders and identity labels");

    /// <summary>One order without the others.</summary>
    internal static Method OrderAlone(string letter) =>
        new($"order{letter.ToLowerInvariant()}", $"order {letter} alone");

    private static readonly (string Name, double Accuracy, string Input, string Parameters, int Year)[] Literature =
    [
        ("DeepFace", 97.35, "152×152", "120M", 2014), ("DeepID", 97.45, "39×31", "17M", 2014),
        ("DeepID2", 99.15, "55×47", "10M", 2014),
        ("FaceNet", 99.63, "96×96", "140M", 2015), ("VGGFace", 98.95, "224×224", "138M", 2015),
        ("MobileID", 98.37, "55×47", "2M", 2016),
        ("SphereFace", 99.42, "112×96", "37M", 2017), ("ShiftFaceNet", 96, "224×224", "0.78M", 2018),
        ("CosFace", 99.73, "112×96", "37M", 2018),
        ("ArcFace", 99.82, "112×112", "37.8M", 2019),
    ];

    internal static Row Teacher { get; } = FaceRows.Teacher(FaceRecipes.Lfw);

    public static Experiment Experiment { get; } = new Experiment(
        "table2", "HORKD Table 2: LFW", "03-table2-lfw.ipynb",
        [
            .. from known in Literature
               let label = $"{known.Name} ({known.Parameters} parameters, {known.Year})"
               select Row.Quoted(known.Name.ToLowerInvariant(), label, known.Input, new(known.Accuracy, Quoted)),
            Row.Quoted("vggface2", "VGGFace2 (26M parameters, 2018)", "224×224",
                new(99.53, $"{Source}: the paper's teacher")),
            Teacher,
            .. from side in (int[])[112, 32, 16]
               select FaceRows.Bar(FaceRecipes.Lfw, side),
            Rows.Alone(32),
            Rows.Direct(32) with { Role = Role.Assistant, Method = Methods.Our, Label = "OUR-32-R",
                Published = new(93.83, Source) },
            Rows.Alone(16),
            Rows.Direct(16, Methods.Skd, new LossTerm("skd", 1)) with { Published = new(85.87, Source) },
            .. from order in HorkdOrders.Directions
               let letter = order.Loss[^1..]
               select Rows.Direct(16, OrderAlone(letter), order),
            Rows.Direct(16) with { Label = $"{FaceRows.Network}, all orders, teacher direct" },
            Rows.Direct(16, Labels, [.. HorkdOrders.Directions, FaceRecipes.CrossEntropy]),
            Rows.TwoStage(16) with { Label = "OUR-16-R, through the assistant", Published = new(90.03, Source) },
        ],
        FaceProvenance.All,
        [
            "The paper trains on UMDFaces and tests on all of LFW, as the scale paper does. Below it networks learn "
                + "from the images of nine folds of LFW's pairs and are tested on the tenth, which shares no identity "
                + "with them: some 6,900 training images. So the paper's numbers are no target at this scale.",
            "SKD is a reconstruction: its authors' selection is not published. The paper quotes 85.87 for it, with a "
                + "network of 0.79M parameters.",
            "The rows of all folds test a given teacher, which has seen none of these images, on the whole protocol at "
                + "once. They need --weights.",
        ],
        MethodFigure.Rows)
    {
        Say = FaceFindings.Sentences,
    };
}
