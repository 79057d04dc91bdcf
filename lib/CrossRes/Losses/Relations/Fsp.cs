using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Flow of solution procedure (Yim et al. 2017): for each two consecutive stages the channel by channel products
/// averaged over positions, compared by their mean squared difference. Needs equal channels in both networks.
/// </summary>
public sealed class SolutionFlow() : MapLoss("fsp")
{
    public static LossEntry Entry { get; } = new(
        "fsp", "FSP (Yim et al. 2017), eqs. 1 and 2",
        @"\sum_l \mathrm{mean}\,(G^t_l-G^s_l)^2,\quad G_l=\frac1{HW}F_{l+1}F_l^\top",
        [],
        (_, _) => new SolutionFlow())
    {
        Weight = new(50, "RepDistiller"),
        Golden = ["loss.fsp"],
    };

    internal override IEnumerable<Tensor> Terms(IReadOnlyList<Tensor> student, IReadOnlyList<Tensor> teacher)
    {
        if (student.Count < 2)
            throw new ArgumentException("loss fsp compares consecutive stages: at least two maps are needed");
        var different = Enumerable.Range(0, student.Count).FirstOrDefault(k => student[k].shape[1] != teacher[k].shape[1], -1);
        if (different >= 0)
            throw new ArgumentException(
                $"loss fsp needs equal channels: stage {different + 1} has {student[different].shape[1]} (student) and {teacher[different].shape[1]} (teacher)");
        return Enumerable.Range(0, student.Count - 1)
            .Select(k => (Flow(student[k], student[k + 1]) - Flow(teacher[k], teacher[k + 1])).square().mean());
    }

    private static Tensor Flow(Tensor lower, Tensor upper)
    {
        var (a, b) = SameSize(lower, upper);
        return b.flatten(2).bmm(a.flatten(2).transpose(1, 2)) / (a.shape[2] * a.shape[3]);
    }
}
