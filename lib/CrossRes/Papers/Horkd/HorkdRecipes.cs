using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Training;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// HORKD's CIFAR-100 recipe: the paper's backbones and weights, and the schedule that its text leaves out.
/// </summary>
internal static class HorkdRecipes
{
    internal const int HighResolution = 32;

    private static readonly OptimizerSpec Sgd = new(0.1, 0.9, 5e-4);
    private static readonly ScheduleSpec Steps = new([0.3, 0.6, 0.8], 0.2, 1);
    private static readonly LossTerm CrossEntropy = new("ce", 1);

    internal static Recipe Teacher(Scale scale) =>
        Alone(scale, new ModelSpec("resnet50", scale.Cifar.Classes, scale.Cifar.TeacherWidth), HighResolution,
            scale.Cifar.Horkd.Teacher);

    internal static Recipe Alone(Scale scale, string network, int resolution) =>
        Alone(scale, new ModelSpec(network, scale.Cifar.Classes, scale.Cifar.StudentWidth), resolution,
            scale.Cifar.Horkd.Student);

    /// <summary>Another method: the teacher teaches the student directly, whatever its resolution.</summary>
    internal static Recipe Taught(Scale scale, Method method, string network, int resolution) =>
        Alone(scale, network, resolution) with
        {
            Losses = method.Losses!, Teacher = Teacher(scale), TeacherSeed = scale.Cifar.TeacherSeed,
        };

    /// <summary>
    /// HORKD. At full resolution stage 1, cross-structure: the teacher teaches the assistant. Below it stage 2,
    /// cross-resolution: the assistant teaches the student, the same network at low resolution, with the same losses.
    /// </summary>
    internal static Recipe Staged(Scale scale, Method method, string network, int resolution) =>
        resolution == HighResolution ? Taught(scale, method, network, resolution)
        : Alone(scale, network, resolution) with
        {
            Losses = method.Losses!, Teacher = Taught(scale, method, network, HighResolution),
        };

    private static Recipe Alone(Scale scale, ModelSpec model, int resolution, int epochs) => new()
    {
        Model = model,
        Resolution = resolution,
        Images = scale.CifarImages,
        Epochs = epochs,
        BatchSize = scale.Cifar.Batch,
        Optimizer = Sgd,
        Schedule = Steps,
        Losses = [CrossEntropy],
    };

    /// <summary>Every setting with its origin; a test checks that none of a recipe's properties is missing.</summary>
    internal static IReadOnlyList<Hyperparameter> Provenance { get; } =
    [
        new("Model", Origin.Paper,
            "HORKD 4.1: teacher ResNet50, students ResNet18 and VGG11 with one linear layer. The 3×3 stem and batch "
                + "normalization in VGG11 are our choice (usual for CIFAR); the scale sets the width"),
        new("Resolution", Origin.Paper, "HORKD, Table 1"),
        new("Images", Origin.Paper, "CIFAR-100; the scale takes the first classes and images"),
        new("Images.Augmentation", Origin.ReferenceCode,
            "weiaicunzai/pytorch-cifar100, RepDistiller: the usual CIFAR augmentation, here before degrading so that "
                + "both resolutions show the same view"),
        new("Images.Resampler", Origin.OurChoice,
            "HORKD does not say how images are degraded; CRRCD says bilinear for faces. Pillow's antialiased bilinear"),
        new("Epochs", Origin.ReferenceCode,
            "200 in weiaicunzai/pytorch-cifar100, whose ResNet50 comes close to HORKD's teacher; the scale shortens "
                + "it"),
        new("BatchSize", Origin.ReferenceCode, "128 in weiaicunzai/pytorch-cifar100; a scale may take less"),
        new("Optimizer", Origin.ReferenceCode, "weiaicunzai/pytorch-cifar100; HORKD names no optimizer"),
        new("Schedule", Origin.ReferenceCode,
            "weiaicunzai/pytorch-cifar100: one epoch of warm-up, × 0.2 at epochs 60, 120, 160 of 200"),
        new("Losses", Origin.Paper,
            "HORKD 4.1 (cross-entropy in addition) and 4.4 (0.02, 0.01, 1; which order each belongs to follows from "
                + "its place). Other methods: the weights of their registry entries (./repro methods), mostly "
                + "RepDistiller's"),
        new("Losses' reduction", Origin.OurChoice,
            "HORKD prints sums; RKD's and RepDistiller's code take means. Options reduction=sum and, for order 1, "
                + "dimensions=sum"),
        new("Teacher", Origin.Paper,
            "HORKD 3: teacher → assistant → student. Other methods learn from the teacher directly"),
        new("TeacherSeed", Origin.Paper,
            "HORKD 4: a pretrained teacher. Where a scale trains one only, all seeds of its students share it, and "
                + "what is found holds for this one"),
        new("Algorithm", Origin.OurChoice, "version of this kit's numbers"),
    ];
}
