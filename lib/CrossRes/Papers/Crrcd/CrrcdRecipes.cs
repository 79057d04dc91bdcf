using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Training;

namespace CrossRes.Papers.Crrcd;

/// <summary>CRRCD's CIFAR-100 recipe: CRD's, whose numbers its Table I quotes.</summary>
internal static class CrrcdRecipes
{
    internal const int HighResolution = 32;

    private static readonly Dictionary<string, string> Averaged = new() { ["adapter"] = "always" };

    internal static Recipe Teacher(Scale scale, CrrcdNetwork network) =>
        Alone(scale, network, HighResolution, scale.Cifar.Crrcd.Teacher, scale.Cifar.TeacherWidth);

    internal static Recipe Alone(Scale scale, CrrcdNetwork network, int resolution) =>
        Alone(scale, network, resolution, scale.Cifar.Crrcd.Student, scale.Cifar.StudentWidth);

    /// <summary>
    /// The teacher, at full resolution, teaches the student; HORKD's student at low resolution learns from itself at
    /// full resolution.
    /// </summary>
    internal static Recipe Student(Scale scale, CrrcdPair pair, Method method, int resolution)
    {
        var learner = Alone(scale, pair.Student, resolution) with { Losses = Losses(method, resolution) };
        return method == Methods.Horkd && resolution < HighResolution
            ? learner with { Teacher = Student(scale, pair, method, HighResolution) }
            : learner with { Teacher = Teacher(scale, pair.Teacher), TeacherSeed = scale.Cifar.TeacherSeed };
    }

    /// <summary>
    /// A method's losses for a student at this side under a teacher at 32×32. Below that, RepDistiller's regressors of
    /// FitNet and AB do not always exist: the teacher's maps are averaged to the student's size.
    /// </summary>
    private static IReadOnlyList<LossTerm> Losses(Method method, int side) =>
        side == HighResolution || method != Methods.FitNet && method != Methods.Ab ? method.Losses!
        : [.. method.Losses!.Select(t => t.Loss == method.Key ? t with { Options = Averaged } : t)];

    private static Recipe Alone(Scale scale, CrrcdNetwork network, int resolution, int epochs, double width) => new()
    {
        Model = new ModelSpec(network.Architecture, scale.Cifar.Classes, Math.Min(1, width * network.Widening)),
        Resolution = resolution,
        Images = scale.CifarImages,
        Epochs = epochs,
        BatchSize = 64,
        Optimizer = new OptimizerSpec(network.Architecture.StartsWith("shuffle") ? 0.01 : 0.05, 0.9, 5e-4),
        Schedule = new ScheduleSpec([0.625, 0.75, 0.875], 0.1, 0),
        Losses = [new("ce", 1)],
    };

    /// <summary>Every setting with its origin.</summary>
    internal static IReadOnlyList<Hyperparameter> Provenance { get; } =
    [
        new("Model", Origin.Paper,
            "CRRCD, Tables I and II. ResNet18 and WRN-50-2 with a 3×3 stem, as usual for CIFAR; \"ResNet32\" beside "
                + "ResNet32x4 is ResNet8x4, whose numbers stand there. The scale sets the width; networks that begin "
                + "with fewer channels are narrowed less"),
        new("Resolution", Origin.Paper, "Tables I and II: 32×32 for both networks. The lower sides are our addition"),
        new("Images", Origin.Paper, "CIFAR-100; the scale takes the first classes and images"),
        new("Images.Augmentation", Origin.ReferenceCode,
            "RepDistiller; before degrading, so that both resolutions show the same view"),
        new("Images.Resampler", Origin.Paper, "CRRCD: bilinear, said of faces. Pillow's antialiased bilinear"),
        new("Epochs", Origin.ReferenceCode,
            "240 in RepDistiller; the scale shortens it. CRRCD names epochs 21, 28 and 32, a schedule for faces"),
        new("BatchSize", Origin.ReferenceCode, "RepDistiller; CRRCD says 96, of faces"),
        new("Optimizer", Origin.ReferenceCode, "RepDistiller: 0.05, and 0.01 for ShuffleNets; CRRCD also says 0.05"),
        new("Schedule", Origin.ReferenceCode, "RepDistiller: × 0.1 at epochs 150, 180, 210 of 240"),
        new("Losses", Origin.Paper,
            "CRRCD: eq. 13 with α = 0.5, β = 2; its own settings are options of the loss (./repro methods crrcd). "
                + "Other methods: the weights of their registry entries, mostly RepDistiller's; none was tuned here"),
        new("Teacher", Origin.Paper,
            "CRRCD: the teacher directly. HORKD's students at low resolution: in its two stages"),
        new("TeacherSeed", Origin.Paper,
            "CRRCD: a pretrained teacher; RepDistiller trains one for all students. Where a scale does so, what is "
                + "found holds for this one"),
        new("Algorithm", Origin.OurChoice, "version of this kit's numbers"),
    ];
}
