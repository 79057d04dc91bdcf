using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Very low resolution recognition (Wang et al. 2016), a reconstruction: its networks share part of each layer's filters
/// between resolutions, the rest belongs to one of them, and the shared part first learns super-resolution under Huber's
/// error. Here a share of the channels of an early map of the high-resolution network is predicted by a 1×1 convolution
/// from the student's, under Huber's error; the others are free.
/// </summary>
public sealed class PartialCoupling : DistillationLoss
{
    public static LossEntry Entry { get; } = new(
        "vlrr", "VLRR (Wang et al. 2016), reconstruction",
        @"\frac1{N\rho C H W}\sum_{c\le\rho C} l_\delta(f^t_{l,c},\,r(f^s_l)_c)",
        [
            new("stage", "1", "which stage's map, counted from 1", "our choice: where the paper pre-trains"),
            new("share", "0.75", "ρ: channels that are coupled, more than 0, up to 1", "our choice; not published"),
        ],
        (options, context) => new PartialCoupling(options, context))
    {
        Weight = new(1, "our choice"),
        NoReference = "a reconstruction from a summary: coupling by a loss, share and weight are ours",
    };

    private readonly int map;
    private readonly long coupled;
    private readonly nn.Module<Tensor, Tensor> adapter;

    private PartialCoupling(LossOptions options, LossContext context) : base(nameof(PartialCoupling))
    {
        context = Stage.Paired("vlrr", context);
        map = Stage.Of("vlrr", options.Count("stage"), context);
        options.Positive("share");
        coupled = Math.Max(1, (long)(options.Share("share") * context.TeacherMaps[map][0]));
        adapter = new Conv2d(context.StudentMaps[map][0], coupled, 1);
        register_module(nameof(adapter), adapter);
    }

    public override bool NeedsMaps => true;

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var (students, teachers) = Stage.Pair("vlrr", student.Maps, teacher.Maps);
        var (s, t) = MapLoss.SameSize(students[map], teachers[map]);
        return nn.functional.smooth_l1_loss(adapter.call(s), t.narrow(1, 0, coupled));
    }
}
