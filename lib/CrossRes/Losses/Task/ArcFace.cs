using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// ArcFace (Deng et al. 2019): the right class must win by a margin of the angle. Beyond θ = π − m, where the cosine of
/// θ + m would rise again, cos θ − m sin m takes its place, as in InsightFace.
/// </summary>
public sealed class ArcFace : MarginHead
{
    public static LossEntry Entry { get; } = new(
        "arcface", "ArcFace (Deng et al. 2019), eq. 3",
        @"-\frac1N\sum_i\log\frac{e^{s\cos(\theta_{y_i}+m)}}{e^{s\cos(\theta_{y_i}+m)}+\sum_{j\ne y_i}e^{s\cos\theta_j}}",
        [ScaleOption("ArcFace"), new("margin", "0.5", "m: of the angle in radians, 0 … 1", "ArcFace")],
        (options, context) => new ArcFace(options.Share("margin"), options.Positive("scale"), context))
    {
        Weight = new(1, "it is the task's loss"),
        NoReference = "tests compute the equation directly",
    };

    private readonly double margin;

    private ArcFace(double margin, double scale, LossContext context) : base(nameof(ArcFace), scale, context) => this.margin = margin;

    private protected override Tensor WithMargin(Tensor cosines)
    {
        var sines = (1 - cosines.square()).clamp_min(1e-12).sqrt();
        return where(
            cosines > Math.Cos(Math.PI - margin),
            cosines * Math.Cos(margin) - sines * Math.Sin(margin),
            cosines - margin * Math.Sin(margin));
    }
}
