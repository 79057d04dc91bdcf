using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Very low resolution recognition (Wang et al. 2016), a reconstruction: its networks share part of each layer's
/// filters between resolutions, the rest belongs to one of them, and the shared part first learns super-resolution
/// under Huber's error. Here a share of the channels of an early map of the high-resolution network is predicted by a
/// 1×1 convolution from the student's, under Huber's error; the others are free.
/// </summary>
[Loss("vlrr", "VLRR (Wang et al. 2016), reconstruction",
    @"\frac1{N\rho C H W}\sum_{c\le\rho C} l_\delta(f^t_{l,c},\,r(f^s_l)_c)",
    NoReference = "a reconstruction from a summary: coupling by a loss, share and weight are ours")]
public sealed class Vlrr(
    [Option("which stage's map, counted from 1", "our choice: where the paper pre-trains")]
    int stage = 1,
    [Option("ρ: channels that are coupled, more than 0, up to 1", "our choice; not published")]
    double share = 0.75)
    : DistillationLoss
{
    private readonly int stage = Setting.Count(stage);
    private readonly double share = Setting.Share(Setting.Positive(share), nameof(share));
    private Conv2d predictor = null!;

    public override bool NeedsMaps => true;

    protected override void Build(LossContext context)
    {
        var (from, to) = MapPairs.Match(Name, context).OfStage(Name, stage);
        predictor = Part("adapter", new Conv2d(from[0], Math.Max(1, (long)(share * to[0])), 1));
    }

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var (s, t) = MapPairs.Match(Name, student, teacher).OfStage(Name, stage);
        (s, t) = MapLoss.SameSize(s, t);
        var predicted = predictor.call(s);
        return nn.functional.smooth_l1_loss(predicted, t.narrow(1, 0, predicted.shape[1]));
    }
}
