using CrossRes.Data.Sets;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Papers.Horkd;
using CrossRes.Training;

namespace CrossRes.Papers.Faces;

/// <summary>HORKD and AIRD for faces.</summary>
/// <param name="set">A key of <see cref="Benchmarks.DataSets"/> at a scale.</param>
/// <param name="identities">Logits.</param>
/// <param name="labels">Whether identity labels take part beside distillation.</param>
internal sealed class FaceRecipes(Func<Scale, string> set, Func<Scale, int> identities, bool labels)
{
    /// <summary>
    /// Learned from LFW's own images: its pairs name 4,281 identities (synthetic ones fewer) with few images each, so
    /// that what the teacher says of an image counts for more than its label. At the paper's scale learned from
    /// UMDFaces' 8,277 identities, or another tree of faces.
    /// </summary>
    internal static FaceRecipes Lfw { get; } = new(
        scale => scale.Faces.Set, scale => scale.Faces.TrainIdentities, labels: false);

    /// <summary>Learned from the closed set's training faces.</summary>
    internal static FaceRecipes Uccs { get; } = new(_ => "uccs", scale => scale.Faces.Subjects, labels: true);

    /// <summary>Learned from TinyFace's training set, which has 2,570 identities (a synthetic one fewer).</summary>
    internal static FaceRecipes TinyFace { get; } = new(_ => "tinyface", _ => 2570, labels: true);

    /// <summary>In place of a checksum where no weights are given: a run that needs them then says so.</summary>
    private static readonly string NoWeights = new('0', 64);

    /// <summary>Columns of every embedding, as MobileFaceNet has them.</summary>
    private const int Embedding = 128;

    /// <summary>The students' network, at a reduced width.</summary>
    internal const string Reduced = "resnet34";

    internal static readonly LossTerm CrossEntropy = new("ce", 1);

    /// <summary>AIRD's two levels with the weights of a reconstruction.</summary>
    internal static readonly LossTerm[] InstanceAndRelation = [new("aird.instance", 1), new("aird.relation", 2)];

    /// <summary>MobileFaceNet with the given weights; without them, ResNet50 learns the training faces.</summary>
    internal Recipe Teacher(Scale scale)
    {
        if (scale.Weights is { } sha256) return Given(scale, sha256, FaceCrop.Side, set(scale));
        var faces = scale.Faces;
        var model = new ModelSpec("resnet50", identities(scale), faces.TeacherWidth,
            Stem.ImageNet) { Embedding = Embedding };
        return Common(scale, model, FaceCrop.Side) with { Epochs = faces.Epochs.Teacher, Losses = [CrossEntropy] };
    }

    /// <summary>
    /// A given teacher on images of another side, enlarged again: the bar that students have to beat. All folds in one
    /// run.
    /// </summary>
    internal Recipe Bar(Scale scale, int side) => Given(scale, scale.Weights ?? NoWeights, side, scale.Faces.WholeTest);

    /// <summary>Identity labels alone.</summary>
    internal Recipe Alone(Scale scale, int side, LossTerm? head = null, string network = Reduced) =>
        Student(scale, side, [head ?? CrossEntropy], network);

    /// <summary>The teacher teaches at a student's resolution.</summary>
    internal Recipe Direct(Scale scale, int side, params IReadOnlyList<LossTerm> losses) =>
        Student(scale, side, labels ? [CrossEntropy, .. losses] : losses) with { Teacher = Teacher(scale) };

    /// <summary>The teacher teaches; the losses have their own way with labels.</summary>
    internal Recipe Margin(Scale scale, int side, IReadOnlyList<LossTerm> losses) =>
        Student(scale, side, losses) with { Teacher = Teacher(scale) };

    /// <summary>The assistant, the same network at 32×32, teaches the student.</summary>
    internal Recipe TwoStage(Scale scale, int side) =>
        Direct(scale, side, HorkdOrders.Directions) with { Teacher = Direct(scale, 32, HorkdOrders.Directions) };

    private Recipe Given(Scale scale, string sha256, int side, string tested)
    {
        var recipe = Common(scale, new ModelSpec("mobilefacenet", Embedding), side);
        return recipe with { Weights = sha256, Images = recipe.Images with { Set = tested } };
    }

    private Recipe Student(Scale scale, int side, IReadOnlyList<LossTerm> losses, string network = Reduced)
    {
        var faces = scale.Faces;
        var model = new ModelSpec(network, identities(scale), faces.StudentWidth) { Embedding = Embedding };
        return Common(scale, model, side) with { Epochs = faces.Epochs.Student, Losses = losses };
    }

    private Recipe Common(Scale scale, ModelSpec model, int side) => new()
    {
        Model = model,
        Resolution = side,
        Images = new ImageSpec(identities(scale), null, null, "random flip") { Set = set(scale),
            Absent = scale.SkipAbsent ? "skip" : null },
        Epochs = 0,
        BatchSize = 128,
        Optimizer = new(2e-3, 0.9, 0) { Method = "adam" },
        Schedule = new([0.5, 0.75, 0.9], 0.3, 1),
        Losses = [],
    };
}
