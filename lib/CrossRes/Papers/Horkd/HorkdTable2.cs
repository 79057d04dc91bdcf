using CrossRes.Experiments;
using CrossRes.Papers.Faces;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// HORKD, Table 2: face verification on LFW. Below the paper's scale seed k holds out the k-th fold of LFW's pairs, and networks learn from the
/// images of the others; each order of the loss also alone, and each way without distillation beside it.
/// </summary>
public static class HorkdTable2
{
    private const string Source = "Ge et al., HORKD, AAAI 2020, Table 2", Quoted = $"{Source}, where it is quoted from earlier work";
    internal const int Folds = 10;
    internal const string Student = "ResNet34, reduced";

    private static readonly (string Name, double Accuracy, string Input, string Parameters, int Year)[] Literature =
    [
        ("DeepFace", 97.35, "152×152", "120M", 2014), ("DeepID", 97.45, "39×31", "17M", 2014), ("DeepID2", 99.15, "55×47", "10M", 2014),
        ("FaceNet", 99.63, "96×96", "140M", 2015), ("VGGFace", 98.95, "224×224", "138M", 2015), ("MobileID", 98.37, "55×47", "2M", 2016),
        ("SphereFace", 99.42, "112×96", "37M", 2017), ("ShiftFaceNet", 96, "224×224", "0.78M", 2018), ("CosFace", 99.73, "112×96", "37M", 2018),
        ("ArcFace", 99.82, "112×112", "37.8M", 2019),
    ];

    internal static Row Teacher { get; } = new("teacher", "Teacher", "teacher", 112, null, FaceRecipes.Lfw.Teacher);

    public static Experiment Experiment { get; } = new(
        "table2", "HORKD Table 2: LFW", "03-table2-lfw.ipynb",
        [
            .. Literature.Select(l => new Row(Key(l.Name), $"{l.Name} ({l.Parameters} parameters, {l.Year})", "from literature", 0, new(l.Accuracy, Quoted), null) { Shape = l.Input }),
            new("vggface2", "VGGFace2 (26M parameters, 2018)", "from literature", 224, new(99.53, $"{Source}: the paper's teacher"), null),
            Teacher,
            .. from side in (int[])[112, 32, 16]
               select new Row($"teacher-{side}", $"Teacher, all folds, images of {side}×{side}", "teacher", side, null, s => FaceRecipes.Lfw.Bar(s, side)) { NeedsWeights = true },
            new("alone-32", $"{Student}, no teacher", "student", 32, null, s => FaceRecipes.Lfw.Alone(s, 32)),
            new("our-32", "OUR-32-R", "assistant", 32, new(93.83, Source), s => FaceRecipes.Lfw.Direct(s, 32, FaceRecipes.HybridOrder)),
            new("alone-16", $"{Student}, no teacher", "student", 16, null, s => FaceRecipes.Lfw.Alone(s, 16)),
            new("skd-16", $"{Student}, SKD (reconstruction)", "student", 16, new(85.87, Source), s => FaceRecipes.Lfw.Direct(s, 16, new Experiments.LossTerm("skd", 1))),
            .. from order in (Experiments.LossTerm[])[FaceRecipes.Order1, FaceRecipes.Order2, FaceRecipes.Order3, FaceRecipes.OrderC]
               let name = order.Loss[^1..]
               select new Row($"order{name.ToLowerInvariant()}-16", $"{Student}, order {name} alone", "student", 16, null, s => FaceRecipes.Lfw.Direct(s, 16, order)),
            new("direct-16", $"{Student}, all orders, teacher direct", "student", 16, null, s => FaceRecipes.Lfw.Direct(s, 16, FaceRecipes.HybridOrder)),
            new("labels-16", $"{Student}, all orders and identity labels", "student", 16, null, s => FaceRecipes.Lfw.Direct(s, 16, [.. FaceRecipes.HybridOrder, FaceRecipes.CrossEntropy])),
            new("our-16", "OUR-16-R, through the assistant", "student", 16, new(90.03, Source), s => FaceRecipes.Lfw.TwoStage(s, 16)),
        ],
        FaceProvenance.All,
        [
            "The paper trains on UMDFaces and tests on all of LFW, as the scale paper does. Below it networks learn from the images of nine folds of LFW's pairs and are tested on the tenth, which shares no identity with them: some 6,900 training images. So the paper's numbers are no target at this scale.",
            "SKD is a reconstruction: its authors' selection is not published. The paper quotes 85.87 for it, with a network of 0.79M parameters.",
            "The rows of all folds test a given teacher, which has seen none of these images, on the whole protocol at once. They need --weights.",
        ],
        FaceFigure.Of)
    {
        ByNameOnly = true,
        Findings = FaceFindings.Of,
    };

    private static string Key(string name) => name.ToLowerInvariant();
}
