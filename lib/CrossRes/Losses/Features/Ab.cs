using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Activation boundaries (Heo et al. 2019): where the teacher's neuron is active the student's must exceed the margin,
/// elsewhere fall below minus the margin. Deep stages weigh most. The teacher's side is known from maps after ReLU just
/// as well; the student's maps pass a regressor, which gives them values below 0. RepDistiller trains it before the
/// task, here they are added.
/// </summary>
[Loss("ab", "AB (Heo et al. 2019), eq. 4",
    @"\frac{3}{1000N}\sum_{l=1}^{L}2^{l-L}\sum\Big([f^t_l\le0]\,[r(f^s_l)+m]_+^2+[f^t_l>0]\,[m-r(f^s_l)]_+^2\Big)",
    WeightFrom = "RepDistiller",
    Golden = new[] { "loss.activation_boundary" })]
public sealed class Ab(
    [Option("m", "RepDistiller")]
    double margin = 1,
    [Option(MapAdapters.Meaning,
        "RepDistiller, which leaves maps of equal shape as they are: it sees them before ReLU")]
    MapAdapter adapter = MapAdapter.Regressor)
    : MapLoss
{
    // RepDistiller's
    private const double Scale = 3.0 / 1000;

    private nn.Module<Tensor, Tensor>?[] regressors = [];

    protected override void Build(LossContext context) =>
        regressors = [.. MapPairs.Match(Name, context).Select((pair, k) =>
            Part($"adapter{k}", adapter.Create(Name, pair.Student, pair.Teacher, relu: false)))];

    internal override IEnumerable<Tensor> Terms(IReadOnlyList<(Tensor Student, Tensor Teacher)> pairs) =>
        pairs.Select((pair, k) =>
        {
            var (s, t) = regressors[k].Match(pair.Student, pair.Teacher);
            var wrong = where(t.gt(0), (margin - s).relu(), (s + margin).relu());
            return wrong.square().sum() * (Scale * Math.Pow(2, k + 1 - pairs.Count) / s.shape[0]);
        });
}
