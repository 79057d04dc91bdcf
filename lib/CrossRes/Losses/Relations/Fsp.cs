using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Flow of solution procedure (Yim et al. 2017): for each two consecutive stages the channel by channel products
/// averaged over positions, compared by their mean squared difference. Needs equal channels in both networks.
/// </summary>
[Loss("fsp", "FSP (Yim et al. 2017), eqs. 1 and 2",
    @"\sum_l \mathrm{mean}\,(G^t_l-G^s_l)^2,\quad G_l=\frac1{HW}F_{l+1}F_l^\top",
    Weight = 50, WeightFrom = "RepDistiller",
    Golden = new[] { "loss.fsp" })]
public sealed class Fsp : MapLoss
{
    internal override IEnumerable<Tensor> Terms(IReadOnlyList<(Tensor Student, Tensor Teacher)> pairs)
    {
        if (pairs.Count < 2)
            throw new ArgumentException($"loss {Name} compares consecutive stages: at least two maps are needed");
        foreach (var (stage, (s, t)) in pairs.Index())
            if (s.shape[1] != t.shape[1])
                throw new ArgumentException($"loss {Name} needs equal channels: "
                    + $"stage {stage + 1} has {s.shape[1]} (student) and {t.shape[1]} (teacher)");
        return pairs.Zip(pairs.Skip(1), (lower, upper) =>
            (Flow(lower.Student, upper.Student) - Flow(lower.Teacher, upper.Teacher)).square().mean());
    }

    private static Tensor Flow(Tensor lower, Tensor upper)
    {
        var (a, b) = SameSize(lower, upper);
        return b.flatten(2).bmm(a.flatten(2).transpose(1, 2)) / (a.shape[2] * a.shape[3]);
    }
}
