using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Neuron selectivity transfer (Huang and Wang 2017): per stage the maximum mean discrepancy, with the kernel
/// k(x, y) = ⟨x, y⟩², between the sets of channels, each a spatial vector of length 1. Averaged over images and
/// channel pairs.
/// </summary>
[Loss("nst", "NST (Huang, Wang 2017), eq. 5",
    @"\sum_l \mathrm{mean}\,k(f^t_l,f^t_l)+\mathrm{mean}\,k(f^s_l,f^s_l)-2\,\mathrm{mean}\,k(f^s_l,f^t_l),"
    + @"\quad k(x,y)=\langle x,y\rangle^2",
    Weight = 50, WeightFrom = "RepDistiller",
    Golden = new[] { "loss.nst" })]
public sealed class Nst : MapLoss
{
    internal override IEnumerable<Tensor> Terms(IReadOnlyList<(Tensor Student, Tensor Teacher)> pairs) =>
        pairs.Select(pair =>
        {
            var (s, t) = SameSize(pair.Student, pair.Teacher);
            (s, t) = (Channels(s), Channels(t));
            return Kernel(t, t) + Kernel(s, s) - 2 * Kernel(s, t);
        });

    private static Tensor Channels(Tensor map) => nn.functional.normalize(map.flatten(2), dim: 2);

    private static Tensor Kernel(Tensor a, Tensor b) => a.bmm(b.transpose(1, 2)).square().mean();
}
