using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Hints (Romero et al. 2015): one stage's map of the student, through a learned regressor r, at a small mean squared
/// error from the teacher's. The paper trains the hint first and the task afterwards; RepDistiller, too, adds them.
/// </summary>
[Loss("fitnet", "FitNet (Romero et al. 2015), eq. 3",
    @"\frac1{N C H W}\lVert f^t_l-r(f^s_l)\rVert_2^2",
    Weight = 100, WeightFrom = "RepDistiller",
    Golden = new[] { "loss.hint", "loss.fitnet" })]
public sealed class FitNet(
    [Option("which stage's map, counted from 1", "RepDistiller")]
    int stage = 2,
    [Option(MapAdapters.Meaning, "RepDistiller; RKD has always the 1×1 convolution")]
    MapAdapter adapter = MapAdapter.Regressor)
    : DistillationLoss
{
    private readonly int stage = Setting.Count(stage);
    private nn.Module<Tensor, Tensor>? regressor;

    public override bool NeedsMaps => true;

    protected override void Build(LossContext context)
    {
        var (from, to) = MapPairs.Match(Name, context).OfStage(Name, stage);
        regressor = Part("adapter", adapter.Create(Name, from, to, relu: true));
    }

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var (s, t) = MapPairs.Match(Name, student, teacher).OfStage(Name, stage);
        (s, t) = regressor.Match(s, t);
        return nn.functional.mse_loss(s, t);
    }
}
