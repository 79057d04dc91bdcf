using CrossRes.Experiments;
using CrossRes.Training;
using static CrossRes.Papers.Wording;

namespace CrossRes.Papers.Faces;

/// <summary>Where each setting of <see cref="FaceRecipes"/> comes from.</summary>
internal static class FaceProvenance
{
    internal static IReadOnlyList<Hyperparameter> All { get; } =
    [
        new("Model", r => Text($"{r.Model.Architecture}, width {r.Model.Width:0.####}{(r.Model.Embedding is { } e ? $", embedding {e}" : "")}"), Origin.Paper,
            "HORKD 4.2: teacher ResNet50, student a reduced ResNet34 of 7.8M parameters, which a width of 0.605 gives; the reduction is not described. The scale sets the width. With --weights the teacher is MobileFaceNet"),
        new("Resolution", r => Text($"{r.Resolution}×{r.Resolution}"), Origin.Paper, "HORKD, Table 2; a given teacher of 112×96 enlarges smaller images (bicubic)"),
        new("Images", Images, Origin.OurChoice, "the paper trains on UMDFaces, whose images are not free. Crop and kernel: as MobileFaceNet's faces lie in LFW-a"),
        new("Images.Augmentation", r => r.Images.Augmentation, Origin.ReferenceCode, "SphereFace, ArcFace"),
        new("Images.Resampler", r => r.Images.Resampler, Origin.OurChoice, "HORKD does not say how images are degraded. CRRCD: bilinear; Pillow's, antialiased"),
        new("Images.Absent", r => r.Images.Absent, Origin.OurChoice, "--skip-absent: pairs with a missing or damaged image are left out"),
        new("Epochs", r => Text($"{r.Epochs}"), Origin.OurChoice, "not stated; enough for the loss to settle at the scale"),
        new("BatchSize", r => Text($"{r.BatchSize}"), Origin.OurChoice, "not stated"),
        new("Optimizer", r => r.Epochs == 0 ? null : Text($"Adam, learning rate {r.Optimizer.LearningRate}, no weight decay"), Origin.OurChoice, "not stated. Adam's steps do not depend on a loss's scale, so that each order can stand alone with its published weight"),
        new("Schedule", r => r.Epochs == 0 ? null : Schedule(r), Origin.OurChoice, "not stated"),
        new("Losses", r => r.Losses.Count == 0 ? null : Terms(r.Losses), Origin.Paper, "HORKD 4.4: 0.02, 0.01, 1; order 1 by angle is our choice, since verification compares angles. Identity labels only where the row says so"),
        new("Weights", r => r.Weights is { } sha ? $"sha256 {sha[..12]}…" : null, Origin.OurChoice, "the paper's VGGFace2 weights are not to be had; MobileFaceNet, trained on CASIA-WebFace"),
        new("Teacher", r => r.Teacher is { } t ? Text($"{t.Model.Architecture} at {t.Resolution}×{t.Resolution}") : null, Origin.Paper, "HORKD 3: teacher → assistant → student"),
        new("Algorithm", r => Text($"{r.Algorithm}"), Origin.OurChoice, "version of this kit's numbers"),
    ];

    internal static string Images(Recipe r) => Text($"{Where(r.Images.Set)}; {Count(r.Images.TrainPerClass)} images of each; crop 1.27 × (112×112), bicubic");

    internal static string Schedule(Recipe r) =>
        Text($"{r.Schedule.WarmupEpochs} epoch of warm-up, then × {r.Schedule.Factor} after {string.Join(", ", r.Schedule.Milestones.Select(m => Text($"{m:0.##}")))} of the training");

    private static string Where(string? set) => set switch
    {
        "faces" => "a tree of faces",
        "uccs" => "the closed set's training faces",
        "tinyface" => "TinyFace's training set",
        "lfw-folds" => "none to learn from",
        _ => "LFW, all folds but one",
    };
}
