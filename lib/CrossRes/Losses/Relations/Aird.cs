using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// AIRD's instance level (Shi et al. 2024), a reconstruction: the paper's text was not to be had. The student's embedding of
/// an image points where the teacher's does, after a linear map where widths differ.
/// </summary>
public sealed class AirdInstance : DistillationLoss
{
    public static LossEntry Entry { get; } = new(
        "aird.instance", "AIRD (Shi et al. 2024), instance level, reconstruction",
        @"\frac1N\sum_i\Big\lVert\frac{t_i}{\lVert t_i\rVert}-\frac{s_i}{\lVert s_i\rVert}\Big\rVert_2^2",
        [],
        (_, context) => new AirdInstance(context))
    {
        Weight = new(1, "our choice"),
        NoReference = "a reconstruction from a summary; tests compute the formula directly",
    };

    private readonly nn.Module<Tensor, Tensor>? adapter;

    private AirdInstance(LossContext context) : base(nameof(AirdInstance))
    {
        adapter = LinearMap.Between(context.StudentEmbedding, context.TeacherEmbedding);
        register_module(nameof(adapter), adapter!);
    }

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var s = nn.functional.normalize(adapter?.call(student.Embedding) ?? student.Embedding);
        return (s - nn.functional.normalize(teacher.Embedding)).square().sum([1]).mean();
    }
}
