using CrossRes.Experiments;
using CrossRes.Papers.Faces;
using CrossRes.Results;
using CrossRes.Training;

namespace CrossRes.Papers.Crrcd;

/// <summary>
/// What CRRCD's face tables share: eq. 13 for faces, the numbers that they quote, and where settings come from.
/// </summary>
internal static class CrrcdFaces
{
    internal const string Notebook = "10-crrcd-transfer-and-faces.ipynb";

    /// <summary>Which table the notebook shows.</summary>
    internal static IReadOnlyDictionary<string, string> Parameters(string table) =>
        new Dictionary<string, string> { ["table"] = table };

    /// <summary>The margin loss that faces have for L_cls.</summary>
    internal static readonly LossTerm ArcFace = new("arcface", 1);

    /// <summary>L_rcd with β.</summary>
    internal static readonly LossTerm Relation = new("crrcd", 2);

    /// <summary>
    /// Eq. 13. A given teacher knows other identities, or none: then there are no class scores to imitate.
    /// </summary>
    internal static IReadOnlyList<LossTerm> Losses(Scale scale) => scale.Weights is null
        ? [ArcFace, new("kd", 0.5, new Dictionary<string, string> { ["temperature"] = "4" }), Relation]
        : [ArcFace, Relation];

    /// <summary>Rows that a table prints and nobody trains here.</summary>
    internal static IEnumerable<Row> Quoted(string source,
        IEnumerable<(string Model, string Input, double Accuracy)> lines) =>
        from line in lines
        let name = line.Model.Replace("'", "").Replace(' ', '-').ToLowerInvariant()
        select Row.Quoted($"{name}-{line.Input.Split('×')[0]}", line.Model, line.Input, new(line.Accuracy, source));

    /// <summary>ArcFace alone, HORKD without its assistant, CRRCD's relations alone, and CRRCD.</summary>
    /// <param name="relations">The label's end where labels are learned beside the relations.</param>
    internal static IEnumerable<Row> Compared(FaceRecipes recipes, int side, Cell.Copied printed,
        string relations = "relations and labels")
    {
        var rows = new FaceRows(recipes);
        return
        [
            rows.Margin(side, ArcFace),
            rows.Direct(side) with { Label = $"{FaceRows.Network}, HORKD, teacher direct" },
            rows.Direct(side, Methods.Relation, Relation) with { Label = $"{FaceRows.Network}, CRRCD's {relations}" },
            new(Role.Student, FaceRows.At(side), Methods.Crrcd, printed, s => recipes.Margin(s, side, Losses(s))),
        ];
    }

    private const string Horkd =
        "here the recipe of HORKD's face tables, so that the methods differ in their losses alone";

    internal static IReadOnlyList<Hyperparameter> Provenance { get; } =
    [
        .. FaceProvenance.All.Select(h => Own.FirstOrDefault(own => own.Name == h.Name) ?? h),
    ];

    /// <summary>What differs from the origins of HORKD's face tables.</summary>
    private static IReadOnlyList<Hyperparameter> Own =>
    [
        new("Model", Origin.OurChoice,
            $"CRRCD: teacher ResNet50, student ResNet18, embeddings of 512; {Horkd}"),
        new("Resolution", Origin.Paper,
            "CRRCD 4.3: 112×112 for the teacher, 16×16 for students; a given teacher of 112×96 enlarges smaller images "
                + "(bicubic)"),
        new("Images", Origin.OurChoice,
            "CRRCD trains on CASIA-WebFace's 10,575 identities. Crop of 1.27 × (112×112), bicubic: as MobileFaceNet's "
                + "faces lie in LFW-a"),
        new("Images.Resampler", Origin.Paper, "CRRCD: bilinear; Pillow's, antialiased"),
        new("Epochs", Origin.OurChoice, $"not stated; {Horkd}"),
        new("BatchSize", Origin.OurChoice, $"CRRCD: 96; {Horkd}"),
        new("Optimizer", Origin.OurChoice, $"CRRCD: learning rate 0.05; {Horkd}"),
        new("Schedule", Origin.OurChoice, $"CRRCD: × 0.1 at epochs 21, 28 and 32; {Horkd}"),
        new("Losses", Origin.Paper,
            "CRRCD: eq. 13 with α = 0.5, β = 2, ArcFace for L_cls; without L_kd under a given teacher, which has no "
                + "scores for these identities"),
        new("Teacher", Origin.Paper, "CRRCD: the teacher at 112×112 directly"),
    ];
}
