using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Training;
using static CrossRes.Papers.Wording;

namespace CrossRes.Papers.Horkd;

/// <summary>HORKD's CIFAR-100 recipe: the paper's backbones and weights, and the schedule that its text leaves out.</summary>
internal static class HorkdRecipes
{
    internal const int HighResolution = 32;

    private static readonly OptimizerSpec Sgd = new(0.1, 0.9, 5e-4);
    private static readonly ScheduleSpec Steps = new([0.3, 0.6, 0.8], 0.2, 1);
    private static readonly LossTerm CrossEntropy = new("ce", 1);

    internal static Recipe Teacher(Scale scale) =>
        Alone(scale, new ModelSpec("resnet50", scale.Classes, scale.TeacherWidth), HighResolution, scale.TeacherEpochs);

    internal static Recipe Alone(Scale scale, string network, int resolution) =>
        Alone(scale, new ModelSpec(network, scale.Classes, scale.StudentWidth), resolution, scale.Epochs);

    /// <summary>Another method: the teacher teaches the student directly, whatever its resolution.</summary>
    internal static Recipe Taught(Scale scale, Method method, string network, int resolution) =>
        Alone(scale, network, resolution) with { Losses = method.Losses!, Teacher = Teacher(scale) };

    /// <summary>Stage 1, cross-structure: the teacher teaches the assistant at full resolution.</summary>
    internal static Recipe Assistant(Scale scale, string network) =>
        Alone(scale, network, HighResolution) with { Losses = HorkdOrders.BesideLabels, Teacher = Teacher(scale) };

    /// <summary>Stage 2, cross-resolution: the assistant teaches the student, the same network at low resolution.</summary>
    internal static Recipe Student(Scale scale, string network, int resolution) =>
        Alone(scale, network, resolution) with { Losses = HorkdOrders.BesideLabels, Teacher = Assistant(scale, network) };

    private static Recipe Alone(Scale scale, ModelSpec model, int resolution, int epochs) => new()
    {
        Model = model,
        Resolution = resolution,
        Images = new ImageSpec(scale.Classes, scale.TrainPerClass, scale.TestPerClass),
        Epochs = epochs,
        BatchSize = 128,
        Optimizer = Sgd,
        Schedule = Steps,
        Losses = [CrossEntropy],
    };

    /// <summary>Every setting with its origin; a test checks that none of a recipe's properties is missing.</summary>
    internal static IReadOnlyList<Hyperparameter> Provenance { get; } =
    [
        new("Model", r => Text($"{r.Model.Architecture}, width {r.Model.Width:0.####}, {r.Model.Stem} stem"), Origin.Paper,
            "HORKD 4.1: teacher ResNet50, students ResNet18 and VGG11 with one linear layer. The 3×3 stem and batch normalization in VGG11 are our choice (usual for CIFAR); the scale sets the width"),
        new("Resolution", r => Text($"{r.Resolution}×{r.Resolution}"), Origin.Paper, "HORKD, Table 1"),
        new("Images", r => Text($"{r.Images.Classes} classes, {Count(r.Images.TrainPerClass)} training and {Count(r.Images.TestPerClass)} test images of each"),
            Origin.Paper, "CIFAR-100; the scale takes the first classes and images"),
        new("Images.Augmentation", r => r.Images.Augmentation, Origin.ReferenceCode, "weiaicunzai/pytorch-cifar100, RepDistiller: the usual CIFAR augmentation, here before degrading so that both resolutions show the same view"),
        new("Images.Resampler", r => r.Images.Resampler, Origin.OurChoice, "HORKD does not say how images are degraded; CRRCD says bilinear for faces. Pillow's antialiased bilinear"),
        new("Epochs", r => Text($"{r.Epochs}"), Origin.ReferenceCode, "200 in weiaicunzai/pytorch-cifar100, whose ResNet50 comes close to HORKD's teacher; the scale shortens it"),
        new("BatchSize", r => Text($"{r.BatchSize}"), Origin.ReferenceCode, "weiaicunzai/pytorch-cifar100"),
        new("Optimizer", r => Text($"SGD, learning rate {r.Optimizer.LearningRate}, momentum {r.Optimizer.Momentum}, weight decay {r.Optimizer.WeightDecay}"),
            Origin.ReferenceCode, "weiaicunzai/pytorch-cifar100; HORKD names no optimizer"),
        new("Schedule", r => Text($"{r.Schedule.WarmupEpochs} epoch of warm-up, then × {r.Schedule.Factor} after {string.Join(", ", r.Schedule.Milestones.Select(m => Text($"{m:0.#}")))} of the training"),
            Origin.ReferenceCode, "weiaicunzai/pytorch-cifar100: one epoch of warm-up, × 0.2 at epochs 60, 120, 160 of 200"),
        new("Losses", r => Terms(r.Losses), Origin.Paper,
            "HORKD 4.1 (cross-entropy in addition) and 4.4 (0.02, 0.01, 1; which order each belongs to follows from its place). Other methods: the weights of their registry entries (./repro methods), mostly RepDistiller's"),
        new("Losses' reduction", r => r.Teacher is null ? null : "mean", Origin.OurChoice, "HORKD prints sums; RKD's and RepDistiller's code take means. Options reduction=sum and, for order 1, dimensions=sum"),
        new("Teacher", r => r.Teacher is { } t ? Text($"{t.Model.Architecture} at {t.Resolution}×{t.Resolution}, same seed") : null, Origin.Paper,
            "HORKD 3: teacher → assistant → student. Other methods learn from the teacher directly"),
        new("Algorithm", r => Text($"{r.Algorithm}"), Origin.OurChoice, "version of this kit's numbers"),
    ];
}
