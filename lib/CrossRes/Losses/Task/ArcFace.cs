using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// ArcFace (Deng et al. 2019): the right class must win by a margin of the angle. Beyond θ = π − m, where the cosine of
/// θ + m would rise again, cos θ − m sin m takes its place, as in InsightFace.
/// </summary>
[Loss("arcface", "ArcFace (Deng et al. 2019), eq. 3",
    @"-\frac1N\sum_i\log\frac{e^{s\cos(\theta_{y_i}+m)}}{e^{s\cos(\theta_{y_i}+m)}+\sum_{j\ne y_i}e^{s\cos\theta_j}}",
    WeightFrom = "it is the task's loss",
    NoReference = "tests compute the equation directly")]
public sealed class ArcFace(
    [Option(MarginHead.Scale, "ArcFace")] double scale = 64,
    [Option("m: of the angle in radians, 0 … 1", "ArcFace")] double margin = 0.5)
    : MarginHead(scale)
{
    private readonly double margin = Setting.Share(margin);

    private protected override Tensor WithMargin(Tensor cosines)
    {
        var sines = (1 - cosines.square()).clamp_min(1e-12).sqrt();
        return where(
            cosines > Math.Cos(Math.PI - margin),
            cosines * Math.Cos(margin) - sines * Math.Sin(margin),
            cosines - margin * Math.Sin(margin));
    }
}
