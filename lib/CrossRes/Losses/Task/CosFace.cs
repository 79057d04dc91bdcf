using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>CosFace (Wang et al. 2018): the right class must win by a margin of the cosine. A margin of 0 is the normalized softmax.</summary>
public sealed class CosFace : MarginHead
{
    public static LossEntry Entry { get; } = new(
        "cosface", "CosFace (Wang et al. 2018), eq. 4",
        @"-\frac1N\sum_i\log\frac{e^{s(\cos\theta_{y_i}-m)}}{e^{s(\cos\theta_{y_i}-m)}+\sum_{j\ne y_i}e^{s\cos\theta_j}}",
        [ScaleOption("CosFace"), new("margin", "0.35", "m: of the cosine", "CosFace; InsightFace has 0.4")],
        (options, context) => new CosFace(options.Number("margin"), options.Positive("scale"), context))
    {
        Weight = new(1, "it is the task's loss"),
        NoReference = "its authors' code is Caffe's; tests compute the equation directly",
    };

    private readonly double margin;

    private CosFace(double margin, double scale, LossContext context) : base(nameof(CosFace), scale, context) => this.margin = margin;

    private protected override Tensor WithMargin(Tensor cosines) => cosines - margin;
}
