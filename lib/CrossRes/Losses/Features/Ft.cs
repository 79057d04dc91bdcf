using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Factor transfer (Kim et al. 2018) as RepDistiller has it: a paraphraser condenses the teacher's map into factors, a
/// translator the student's; the mean over channels of the factors' p-th power, of length 1, is compared. The paper
/// trains the paraphraser beforehand, to rebuild the teacher's map; here it learns that during training, by steps of
/// its own that no loss weight reaches.
/// </summary>
[Loss("ft", "FT (Kim et al. 2018), eq. 3",
    @"\mathrm{mean}\,\Big|\frac{Q^s}{\lVert Q^s\rVert_2}-\frac{Q^t}{\lVert Q^t\rVert_2}\Big|^{p_2},"
    + @"\quad Q=\mathrm{vec}\big(\mathrm{mean}_c F_c^{p_1}\big)",
    Weight = 200, WeightFrom = "RepDistiller",
    Golden = new[] { "loss.factor_transfer" })]
public sealed class Ft(
    [Option("which stage's map, counted from 1; 0: the last", "RepDistiller")]
    int stage = 0,
    [Option("by paraphraser and translator, or the maps themselves", "RepDistiller")]
    Ft.Factor factors = Ft.Factor.Learned,
    [Option("factors per channel of the teacher", "RepDistiller")]
    double rate = 0.5,
    [Option("power of the factors", "RepDistiller")]
    double p1 = 2,
    [Option("power of the error", "RepDistiller")]
    double p2 = 1,
    [Option("learning rate of the paraphraser", "our choice; RepDistiller trains it first with the run's optimizer")]
    double paraphraserRate = 0.05)
    : DistillationLoss
{
    public enum Factor { Learned, Maps }

    private readonly int stage = Setting.Count(stage, least: 0);
    private readonly double rate = Setting.Positive(rate), p1 = Setting.Positive(p1), p2 = Setting.Positive(p2);
    private readonly double paraphraserRate = Setting.Positive(paraphraserRate);
    private Paraphraser? paraphraser;
    private ConvStack? translator;

    public override bool NeedsMaps => true;

    protected override void Build(LossContext context)
    {
        var pair = MapPairs.Match(Name, context).OfStage(Name, stage);
        if (factors == Factor.Maps) return;
        var (from, to) = (pair.Student[0], pair.Teacher[0]);
        var count = Math.Max(1, (long)(to * rate));
        paraphraser = Part("paraphraser", new Paraphraser(to, count, paraphraserRate));
        translator = Part("translator", new ConvStack([from, from, count, count], transposed: false, normalized: true));
    }

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var (s, t) = MapPairs.Match(Name, student, teacher).OfStage(Name, stage);
        if (paraphraser is not null)
            (s, t) = (translator!.call(s), paraphraser.Factors(t));
        (s, t) = MapLoss.SameSize(s, t);
        var error = (Condensed(s) - Condensed(t)).abs();
        return (p2 == 1 ? error : error.pow(p2)).mean();
    }

    private Tensor Condensed(Tensor factors) => nn.functional.normalize(factors.pow(p1).mean([1]).flatten(1));
}

/// <summary>
/// Condenses maps into fewer channels from which they can be rebuilt (Kim et al. 2018). It learns from each batch by
/// one step of gradient descent on the mean squared error of the rebuilt map.
/// </summary>
internal sealed class Paraphraser : nn.Module
{
    private readonly double rate;
    private readonly ConvStack encoder, decoder;

    internal Paraphraser(long channels, long factors, double rate) : base(nameof(Paraphraser))
    {
        this.rate = rate;
        encoder = new ConvStack([channels, channels, factors, factors], transposed: false, normalized: false);
        decoder = new ConvStack([factors, factors, channels, channels], transposed: true, normalized: false);
        register_module(nameof(encoder), encoder);
        register_module(nameof(decoder), decoder);
    }

    /// <summary>[N, channels, h, w] to [N, factors, h, w]; no gradient.</summary>
    internal Tensor Factors(Tensor map)
    {
        if (training)
            Learn(map);
        using var frozen = no_grad();
        return encoder.call(map);
    }

    private void Learn(Tensor map)
    {
        using var scope = NewDisposeScope();
        using var recording = enable_grad();
        var weights = parameters().Select(p => (Tensor)p).ToList();
        var error = nn.functional.mse_loss(decoder.call(encoder.call(map)), map);
        var gradients = autograd.grad([error], weights);
        using var frozen = no_grad();
        foreach (var (weight, gradient) in weights.Zip(gradients))
            weight.sub_(rate * gradient);
    }
}
