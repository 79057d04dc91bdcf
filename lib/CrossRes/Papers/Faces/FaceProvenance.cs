using CrossRes.Experiments;
using CrossRes.Training;

namespace CrossRes.Papers.Faces;

/// <summary>Where each setting of <see cref="FaceRecipes"/> comes from.</summary>
internal static class FaceProvenance
{
    internal static IReadOnlyList<Hyperparameter> All { get; } =
    [
        new("Model", Origin.Paper,
            "HORKD 4.2: teacher ResNet50, student a reduced ResNet34 of 7.8M parameters, which a width of 0.605 gives; "
                + "the reduction is not described. The scale sets the width. With --weights the teacher is "
                + "MobileFaceNet"),
        new("Resolution", Origin.Paper, "HORKD, Table 2; a given teacher of 112×96 enlarges smaller images (bicubic)"),
        new("Images", Origin.OurChoice,
            "the paper trains on UMDFaces, whose images are not free. Crop of 1.27 × (112×112), bicubic: as "
                + "MobileFaceNet's faces lie in LFW-a"),
        new("Images.Augmentation", Origin.ReferenceCode, "SphereFace, ArcFace"),
        new("Images.Resampler", Origin.OurChoice,
            "HORKD does not say how images are degraded. CRRCD: bilinear; Pillow's, antialiased"),
        new("Images.Absent", Origin.OurChoice, "--skip-absent: pairs with a missing or damaged image are left out"),
        new("Epochs", Origin.OurChoice, "not stated; enough for the loss to settle at the scale"),
        new("BatchSize", Origin.OurChoice, "not stated"),
        new("Optimizer", Origin.OurChoice,
            "not stated. Adam's steps do not depend on a loss's scale, so that each order can stand alone with its "
                + "published weight"),
        new("Schedule", Origin.OurChoice, "not stated"),
        new("Losses", Origin.Paper,
            "HORKD 4.4: 0.02, 0.01, 1; order 1 by angle is our choice, since verification compares angles. Identity "
                + "labels only where the row says so"),
        new("Weights", Origin.OurChoice,
            "the paper's VGGFace2 weights are not to be had; MobileFaceNet, trained on CASIA-WebFace"),
        new("Teacher", Origin.Paper, "HORKD 3: teacher → assistant → student"),
        new("Algorithm", Origin.OurChoice, "version of this kit's numbers"),
    ];
}
