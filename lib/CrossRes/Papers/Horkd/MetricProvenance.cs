using CrossRes.Experiments;

namespace CrossRes.Papers.Horkd;

/// <summary>Where each setting of <see cref="MetricRecipes"/> comes from.</summary>
internal static class MetricProvenance
{
    internal static IReadOnlyList<Hyperparameter> All { get; } =
    [
        new("Model", Origin.ReferenceCode,
            "HORKD 4.3: teacher ResNet50, student ResNet18. Embeddings as in RKD's code: 512, of length 1, for the "
                + "teacher; 128 (64 for Stanford Online Products) for students, of length 1 only with a triplet loss. "
                + "The scale sets the width"),
        new("Resolution", Origin.Paper, "HORKD, Table 4; smaller scales divide every side"),
        new("Images", Origin.Paper,
            "class-disjoint halves; the scale takes the first classes"),
        new("Images.Side", Origin.ReferenceCode, "RKD's code resizes to 256×256; HORKD's sides are of whole images"),
        new("Images.Augmentation", Origin.ReferenceCode,
            "RKD's code crops 224 of 256 pixels and flips; a padded crop moves images as far and keeps HORKD's sides"),
        new("Images.Resampler", Origin.OurChoice,
            "HORKD does not say how images are degraded. Pillow's antialiased bilinear"),
        new("Images.Absent", Origin.OurChoice, "--skip-absent: images that are listed and not there are left out"),
        new("Epochs", Origin.ReferenceCode, "RKD's code: 40 for teachers, 80 for students; the scale shortens it"),
        new("BatchSize", Origin.ReferenceCode, "RKD's code"),
        new("PerClass", Origin.ReferenceCode,
            "RKD's code. An epoch here is as many batches as the images fill; there it is 100"),
        new("Optimizer", Origin.ReferenceCode,
            "RKD's code: Adam, 1e-5 for teachers, 1e-4 for students, from ImageNet weights. From random weights 1e-3 "
                + "and 3e-3, our choice"),
        new("Schedule", Origin.ReferenceCode,
            "RKD's code: teachers × 0.5 at epochs 25, 30, 35 of 40; students × 0.1 at 40 and 60 of 80"),
        new("Losses", Origin.ReferenceCode,
            "teacher: RKD's triplet loss; cross-entropy beside it where weights are random, our choice. HORKD's "
                + "weights from its 4.4, without a task loss as in RKD. Other methods: their own recipes; MKD's λ by "
                + "set from its authors' code, AT beside it with its usual weight, for theirs is not known"),
        new("Weights", Origin.ReferenceCode, "RKD's code starts from ImageNet weights"),
        new("WeightsFor", Origin.ReferenceCode, "their classifier is left out"),
        new("Teacher", Origin.Paper,
            "HORKD 3: teacher → assistant → student; Figure 3 sets teacher → student beside it"),
        new("Algorithm", Origin.OurChoice, "version of this kit's numbers"),
    ];
}
