using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// CosFace (Wang et al. 2018): the right class must win by a margin of the cosine. A margin of 0 is the normalized
/// softmax.
/// </summary>
[Loss("cosface", "CosFace (Wang et al. 2018), eq. 4",
    @"-\frac1N\sum_i\log\frac{e^{s(\cos\theta_{y_i}-m)}}{e^{s(\cos\theta_{y_i}-m)}+\sum_{j\ne y_i}e^{s\cos\theta_j}}",
    WeightFrom = "it is the task's loss",
    NoReference = "its authors' code is Caffe's; tests compute the equation directly")]
public sealed class CosFace(
    [Option(MarginHead.Scale, "CosFace")] double scale = 64,
    [Option("m: of the cosine", "CosFace; InsightFace has 0.4")] double margin = 0.35)
    : MarginHead(scale)
{
    private protected override Tensor WithMargin(Tensor cosines) => cosines - margin;
}
