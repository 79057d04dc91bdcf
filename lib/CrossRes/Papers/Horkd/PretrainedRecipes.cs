using CrossRes.Experiments;
using CrossRes.Models;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// RKD's recipe of metric learning from ImageNet weights, on sets so small that batch normalization keeps ImageNet's
/// statistics. Where a scale names no weights, networks begin at random, to show that every part works.
/// </summary>
internal static class PretrainedRecipes
{
    internal const int HighResolution = 112, Enlarged = 16;

    // its triplets with every negative of the batch: those drawn by distance contract to the sampler's cut-off of 0.5
    private static readonly LossTerm Triplets =
        new("triplet.sampled", 1, new Dictionary<string, string> { ["negatives"] = "all" });

    /// <summary>Triplet loss, embeddings of length 1.</summary>
    internal static Recipe Teacher(MetricSet set, Scale scale) =>
        Common(set, scale, HighResolution, MetricRecipes.TeacherEmbedding, scale.Metric.Epochs.Teacher) with
        {
            Losses = [Triplets], Schedule = MetricRecipes.TeacherSteps,
        };

    /// <summary>The student's network without a teacher.</summary>
    internal static Recipe Alone(MetricSet set, Scale scale, int side) => Student(set, scale, side, [Triplets]);

    /// <summary>What ImageNet alone knows: the pooled features, at length 1.</summary>
    internal static Recipe Frozen(MetricSet set, Scale scale, int side)
    {
        var recipe = Common(set, scale, side, null, epochs: 0);
        return recipe with { Model = recipe.Model with { UnitLength = true }, BatchNormalization = null };
    }

    /// <summary>HORKD in one stage; at full resolution the assistant.</summary>
    internal static Recipe Direct(MetricSet set, Scale scale, int side) =>
        Student(set, scale, side, HorkdOrders.Plain) with
        {
            Teacher = Teacher(set, scale), TeacherSeed = scale.Metric.TeacherSeed,
        };

    /// <summary>HORKD in two stages: the assistant teaches the student, the same network at low resolution.</summary>
    internal static Recipe TwoStage(MetricSet set, Scale scale, int side) =>
        Student(set, scale, side, HorkdOrders.Plain) with { Teacher = Direct(set, scale, HighResolution) };

    /// <summary>Embeddings of length 1 where the triplet loss sees them, as they are where a teacher alone
    /// does.</summary>
    private static Recipe Student(MetricSet set, Scale scale, int side, IReadOnlyList<LossTerm> losses)
    {
        var recipe = Common(set, scale, side, set.Embedding, scale.Metric.Epochs.Student) with { Losses = losses };
        return losses.Contains(Triplets) ? recipe
            : recipe with { Model = recipe.Model with { UnitLength = null } };
    }

    private static Recipe Common(MetricSet set, Scale scale, int side, int? embedding, int epochs)
    {
        var model = new ModelSpec(
            ImageNetWeights.Architecture, set.Classes(scale.Metric), scale.Metric.Width, Stem.ImageNet)
        {
            Embedding = embedding, UnitLength = embedding is null ? null : true,
            Enlarged = side == Enlarged ? scale.Metric.At(2 * Enlarged) : null,
        };
        return MetricRecipes.Common(set, scale, model, side, epochs, HighResolution) with
        {
            PerClass = epochs == 0 ? null : 5,
            Optimizer = new(1e-4, 0.9, 1e-5) { Method = "adam" },
            Weights = scale.Weights,
            WeightsFor = scale.Weights is null ? null : "backbone",
            BatchNormalization = scale.Weights is null ? null : "frozen",
        };
    }

    internal static IReadOnlyList<Hyperparameter> Provenance { get; } = Hyperparameter.Changed(MetricProvenance.All,
    [
        new("Model", Origin.OurChoice,
            "the one network whose ImageNet weights a package has, for teacher, assistant and student; the paper has "
                + "ResNet50 and ResNet18. Embeddings as in RKD's code; images of 16×16 enlarged to 32×32"),
        new("Resolution", Origin.OurChoice, "HORKD's sides need images of 256; these have at most 112"),
        new("Images.Side", Origin.OurChoice, "the images have at most 112 pixels on their shorter side"),
        new("BatchSize", Origin.ReferenceCode, "128 in RKD's code; a scale may take less"),
        new("Optimizer", Origin.ReferenceCode,
            "RKD's code: Adam, 1e-4 for students; for its teachers 1e-5, in ten times as many steps"),
        new("Losses", Origin.ReferenceCode,
            "teacher: RKD's triplet loss, with all negatives of a batch: its sampled ones let embeddings contract to "
                + "the sampler's cut-off. HORKD's weights from its 4.4, without a task loss as in RKD"),
        new("BatchNormalization", Origin.OurChoice,
            "frozen: on so few images new statistics alone cost a third of Recall@1"),
        new("TeacherSeed", Origin.Paper, "HORKD 4: a pretrained teacher; what is found holds for this one"),
    ]);
}
