using CrossRes.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Hints (Romero et al. 2015): one stage's map of the student, through a learned 1×1 convolution where the channels
/// differ, at a small mean squared error from the teacher's. The larger map is averaged to the size of the smaller.
/// The regressor is that of RKD's code, without bias.
/// </summary>
public sealed class FitNet : DistillationLoss
{
    public static LossEntry Entry { get; } = new(
        "fitnet", "FitNet (Romero et al. 2015), eq. 3",
        @"\frac1{N C H W}\lVert f^t_l-r(f^s_l)\rVert_2^2",
        [
            new("stage", "2", "which stage's map, counted from 1", "RepDistiller"),
            new("adapter", "auto", "the convolution r: where channels differ, or always", "our choice", "auto", "always"),
        ],
        (options, context) => new FitNet(options.Count("stage"), options["adapter"] == "always", context));

    private readonly int map;
    private readonly Conv2d? adapter;

    private FitNet(int stage, bool always, LossContext context) : base(nameof(FitNet))
    {
        map = stage - 1;
        if (stage > context.StudentMaps.Count || stage > context.TeacherMaps.Count)
            throw new ArgumentException(
                $"loss fitnet has stage {stage}, the networks show {context.StudentMaps.Count} (student) and {context.TeacherMaps.Count} (teacher) maps");
        var (from, to) = (context.StudentMaps[map][0], context.TeacherMaps[map][0]);
        if (!always && from == to)
            return;
        adapter = nn.Conv2d(from, to, 1, bias: false);
        Initialization.Apply(adapter, context.Seed);
        register_module("adapter", adapter);
    }

    public override bool NeedsMaps => true;

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var (s, t) = MapLoss.SameSize(student.Maps[map], teacher.Maps[map]);
        return nn.functional.mse_loss(adapter is null ? s : adapter.call(s), t);
    }
}
