using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Hints (Romero et al. 2015): one stage's map of the student, through a learned regressor r, at a small mean squared
/// error from the teacher's. The paper trains the hint first and the task afterwards; RepDistiller, too, adds them.
/// </summary>
public sealed class FitNet : DistillationLoss
{
    public static LossEntry Entry { get; } = new(
        "fitnet", "FitNet (Romero et al. 2015), eq. 3",
        @"\frac1{N C H W}\lVert f^t_l-r(f^s_l)\rVert_2^2",
        [
            new("stage", "2", "which stage's map, counted from 1", "RepDistiller"),
            MapAdapter.Option("regressor", "RepDistiller; RKD has always the 1×1 convolution"),
        ],
        (options, context) => new FitNet(options, context))
    {
        Weight = new(100, "RepDistiller"),
        Golden = ["loss.hint", "loss.fitnet"],
    };

    private readonly int map;
    private readonly nn.Module<Tensor, Tensor>? adapter;

    private FitNet(LossOptions options, LossContext context) : base(nameof(FitNet))
    {
        context = Stage.Paired("fitnet", context);
        map = Stage.Of("fitnet", options.Count("stage"), context);
        adapter = MapAdapter.Create("fitnet", options["adapter"], context.StudentMaps[map], context.TeacherMaps[map], relu: true);
        register_module("adapter", adapter!);
    }

    public override bool NeedsMaps => true;

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var (studentMaps, teacherMaps) = Stage.Pair("fitnet", student.Maps, teacher.Maps);
        var (s, t) = MapAdapter.Match(adapter, studentMaps[map], teacherMaps[map]);
        return nn.functional.mse_loss(s, t);
    }
}
