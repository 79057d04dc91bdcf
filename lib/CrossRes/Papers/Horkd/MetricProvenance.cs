using CrossRes.Experiments;
using static CrossRes.Papers.Wording;

namespace CrossRes.Papers.Horkd;

/// <summary>Where each setting of <see cref="MetricRecipes"/> comes from.</summary>
internal static class MetricProvenance
{
    internal static IReadOnlyList<Hyperparameter> All { get; } =
    [
        new("Model", r => Text($"{r.Model.Architecture}, width {r.Model.Width:0.####}, embedding {r.Model.Embedding}{(r.Model.UnitLength == true ? " of length 1" : "")}"), Origin.ReferenceCode,
            "HORKD 4.3: teacher ResNet50, student ResNet18. Embeddings as in RKD's code: 512, of length 1, for the teacher; 128 (64 for Stanford Online Products) for students, of length 1 only with a triplet loss. The scale sets the width"),
        new("Resolution", r => Text($"{r.Resolution}×{r.Resolution}"), Origin.Paper, "HORKD, Table 4; smaller scales divide every side"),
        new("Images", r => Text($"the first {r.Images.Classes} training classes and as many for the test, {Count(r.Images.TrainPerClass)} images of each"), Origin.Paper,
            "class-disjoint halves; the scale takes the first classes"),
        new("Images.Side", r => Text($"{r.Images.Side}×{r.Images.Side}, whatever an image's shape"), Origin.ReferenceCode, "RKD's code resizes to 256×256; HORKD's sides are of whole images"),
        new("Images.Augmentation", r => r.Images.Augmentation, Origin.ReferenceCode, "RKD's code crops 224 of 256 pixels and flips; a padded crop moves images as far and keeps HORKD's sides"),
        new("Images.Resampler", r => r.Images.Resampler, Origin.OurChoice, "HORKD does not say how images are degraded. Pillow's antialiased bilinear"),
        new("Images.Absent", r => r.Images.Absent, Origin.OurChoice, "--skip-absent: images that are listed and not there are left out"),
        new("Epochs", r => Text($"{r.Epochs}"), Origin.ReferenceCode, "RKD's code: 40 for teachers, 80 for students; the scale shortens it"),
        new("BatchSize", r => Text($"{r.BatchSize}"), Origin.ReferenceCode, "RKD's code"),
        new("PerClass", r => Text($"{r.PerClass} images of each class in a batch"), Origin.ReferenceCode, "RKD's code. An epoch here is as many batches as the images fill; there it is 100"),
        new("Optimizer", r => Text($"Adam, learning rate {r.Optimizer.LearningRate}, weight decay {r.Optimizer.WeightDecay}"), Origin.ReferenceCode,
            "RKD's code: Adam, 1e-5 for teachers, 1e-4 for students, from ImageNet weights. From random weights 1e-3 and 3e-3, our choice"),
        new("Schedule", r => Text($"× {r.Schedule.Factor} after {string.Join(", ", r.Schedule.Milestones.Select(m => Text($"{m:0.###}")))} of the training"), Origin.ReferenceCode,
            "RKD's code: teachers × 0.5 at epochs 25, 30, 35 of 40; students × 0.1 at 40 and 60 of 80"),
        new("Losses", r => Terms(r.Losses), Origin.ReferenceCode,
            "teacher: RKD's triplet loss; cross-entropy beside it where weights are random, our choice. HORKD's weights from its 4.4, without a task loss as in RKD. Other methods: their own recipes; MKD's λ by set from its authors' code, AT beside it with its usual weight, for theirs is not known"),
        new("Weights", r => r.Weights is { } sha ? $"sha256 {sha[..12]}…" : null, Origin.ReferenceCode, "RKD's code starts from ImageNet weights"),
        new("WeightsFor", r => r.WeightsFor, Origin.ReferenceCode, "their classifier is left out"),
        new("Teacher", r => r.Teacher is { } t ? Text($"{t.Model.Architecture} at {t.Resolution}×{t.Resolution}, same seed") : null, Origin.Paper,
            "HORKD 3: teacher → assistant → student; Figure 3 sets teacher → student beside it"),
        new("Algorithm", r => Text($"{r.Algorithm}"), Origin.OurChoice, "version of this kit's numbers"),
    ];
}
