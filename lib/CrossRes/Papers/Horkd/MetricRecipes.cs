using CrossRes.Experiments;
using CrossRes.Losses;
using CrossRes.Models;
using CrossRes.Results;
using CrossRes.Training;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// HORKD's metric learning: RKD's recipe, whose pretrained start this kit has only for a teacher whose weights the user
/// gives. A network that starts from random weights learns at a larger rate, and numbers are not the paper's.
/// </summary>
internal static class MetricRecipes
{
    internal const int TeacherEmbedding = 512;
    private const int Shift = 16; // pixels of 256 by which a crop moves an image at most, as RKD's crops of 224 do

    internal static ScheduleSpec TeacherSteps { get; } = new([25 / 40.0, 30 / 40.0, 35 / 40.0], 0.5, 0);
    private static readonly ScheduleSpec StudentSteps = new([0.5, 0.75], 0.1, 0);

    private static readonly LossTerm Triplet = new("triplet.sampled", 1);
    private static readonly LossTerm[] Relations = [new("rkd.distance", 1), new("rkd.angle", 2)];

    /// <summary>
    /// The triplet loss; from random weights with cross-entropy, without which embeddings stay in one heap for long.
    /// </summary>
    private static readonly LossTerm[] FromScratch = [new("ce", 1), Triplet];

    /// <summary>ResNet50, triplet loss, embeddings of length 1.</summary>
    internal static Recipe Teacher(MetricSet set, Scale scale)
    {
        var model = Network(set, scale, "resnet50", TeacherEmbedding) with { UnitLength = true };
        var recipe = Common(set, scale, model, MetricScale.HighResolution, scale.Metric.Epochs.Teacher) with
        {
            Optimizer = new(scale.Weights is null ? 1e-3 : 1e-5, 0.9, 1e-5) { Method = "adam" },
            Schedule = TeacherSteps,
            Losses = scale.Weights is null ? FromScratch : [Triplet],
        };
        return scale.Weights is { } sha256 ? recipe with { Weights = sha256, WeightsFor = "backbone" } : recipe;
    }

    /// <summary>The student's network without a teacher.</summary>
    internal static Recipe Alone(MetricSet set, Scale scale, int side = MetricScale.HighResolution) =>
        Student(set, scale, side, FromScratch);

    private static readonly Method
        Mkd = new("mkd", "MKD"), MkdAt = new("mkd-at", "MKD + AT"), Rkd = new("rkd", "RKD", Relations),
        Pkt = new("pkt", "PKT", [Usual("pkt")]),
        DarkRank = new("darkrank", "DarkRank", [.. FromScratch, Usual("darkrank")]);

    /// <summary>Methods of Table 4 besides HORKD. MKD's weight is the set's own.</summary>
    internal static IReadOnlyList<Method> Others { get; } = [Pkt, DarkRank, Mkd, MkdAt, Rkd];

    /// <summary>Another method: the teacher teaches the student at full resolution.</summary>
    internal static Recipe Taught(MetricSet set, Scale scale, Method method)
    {
        LossTerm[] mkd = [.. FromScratch, new("mkd.relative", set.Relative)];
        var losses = method == Mkd ? mkd : method == MkdAt ? [.. mkd, Usual("at")] : method.Losses!;
        return Student(set, scale, MetricScale.HighResolution, losses) with { Teacher = Teacher(set, scale) };
    }

    /// <summary>
    /// HORKD in one stage: the teacher teaches the student at its resolution. At full resolution it is the assistant.
    /// </summary>
    internal static Recipe Direct(MetricSet set, Scale scale, int side) =>
        Student(set, scale, side, HorkdOrders.Plain) with { Teacher = Teacher(set, scale) };

    /// <summary>HORKD in two stages: the assistant teaches the student, the same network at low resolution.</summary>
    internal static Recipe TwoStage(MetricSet set, Scale scale, int side) =>
        Student(set, scale, side, HorkdOrders.Plain) with { Teacher = Direct(set, scale, MetricScale.HighResolution) };

    /// <summary>A loss at the usual weight of its registry entry.</summary>
    private static LossTerm Usual(string loss) => new(loss, LossRegistry.Find(loss).Weight.Value);

    /// <summary>
    /// Embeddings of length 1 where the triplet loss sees them, as they are where a teacher alone does (RKD).
    /// </summary>
    private static Recipe Student(MetricSet set, Scale scale, int side, IReadOnlyList<LossTerm> losses)
    {
        var model = Network(set, scale, "resnet18", set.Embedding) with { UnitLength = losses.Contains(Triplet)
            ? true : null };
        return Common(set, scale, model, side, scale.Metric.Epochs.Student) with { Losses = losses };
    }

    private static ModelSpec Network(MetricSet set, Scale scale, string architecture, int embedding) =>
        new(architecture, set.Classes(scale.Metric), scale.Metric.Width, Stem.ImageNet) { Embedding = embedding };

    /// <param name="side">Of the learner's images, as published.</param>
    /// <param name="full">Of the images before they are degraded, as published.</param>
    internal static Recipe Common(MetricSet set, Scale scale, ModelSpec model, int side, int epochs,
        int full = MetricScale.HighResolution) => new()
    {
        Model = model,
        Resolution = scale.Metric.At(side),
        Images = new ImageSpec(set.Classes(scale.Metric), null, null,
            $"pad {Math.Max(1, scale.Metric.At(Shift * full / MetricScale.HighResolution))}, random crop, random flip")
        {
            Set = set.Key, Side = scale.Metric.At(full), Absent = scale.SkipAbsent ? "skip" : null,
        },
        Epochs = epochs,
        BatchSize = scale.Metric.Batch,
        PerClass = 5,
        Optimizer = new(3e-3, 0.9, 1e-5) { Method = "adam" },
        Schedule = StudentSteps,
        Losses = [],
    };
}

/// <summary>One column of HORKD's Table 4.</summary>
/// <param name="Key">Of the data set.</param>
/// <param name="Name">As the tables print it.</param>
/// <param name="Classes">To learn from at a scale.</param>
/// <param name="Embedding">Columns of a student's embedding in RKD's recipe.</param>
/// <param name="Relative">λ of MKD's relative distance in its authors' code.</param>
/// <param name="Printed">Recall@1 by row, percent.</param>
internal sealed record MetricSet(
    string Key, string Name, Func<MetricScale, int> Classes, int Embedding, double Relative,
    IReadOnlyDictionary<string, double> Printed)
{
    private const string Source = "Ge et al., HORKD, AAAI 2020, Table 4";

    internal static MetricSet Cars { get; } = new("cars196", "Cars196", s =>
        s.Cars, 128, 0.1, new Dictionary<string, double>
    {
        ["pkt"] = 46.9, ["darkrank"] = 74.3, ["mkd"] = 76.6, ["mkd-at"] = 76.4, ["our-256"] = 82.23,
        ["our-224"] = 80.03, ["our-160"] = 79.04,
        ["our-128"] = 77.85, ["our-96"] = 73.41, ["alone"] = 46.70, ["teacher"] = 75.91, ["resnet101"] = 74.80,
    });

    internal static MetricSet Cub { get; } = new("cub200", "CUB-200-2011", s =>
        s.Cub, 128, 0.3, new Dictionary<string, double>
    {
        ["pkt"] = 53.1, ["darkrank"] = 56.2, ["mkd"] = 58.0, ["mkd-at"] = 58.1, ["our-256"] = 57.82,
        ["our-224"] = 57.14, ["our-160"] = 57.19,
        ["our-128"] = 55.37, ["our-96"] = 53.53, ["alone"] = 51.70, ["teacher"] = 58.96, ["resnet101"] = 58.90,
    });

    internal static MetricSet Products { get; } = new("sop", "Stanford Online Products", s =>
        s.Products, 64, 1, new Dictionary<string, double>
    {
        ["mkd"] = 68, ["our-256"] = 68.13, ["our-224"] = 69.90, ["our-160"] = 68.87, ["our-128"] = 67.66,
        ["our-96"] = 66.42,
        ["alone"] = 61.70, ["teacher"] = 72.62, ["resnet101"] = 69.50,
    });

    internal static IReadOnlyList<MetricSet> All { get; } = [Cars, Cub, Products];

    /// <summary>What the paper prints in a row, as a cell.</summary>
    internal Cell.Copied? Cell(string row) => Printed.TryGetValue(row, out var value) ? new(value, Source) : null;
}
