using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// AIRD's relation level (Shi et al. 2024), a reconstruction: the paper's text was not to be had. The student's embedding of
/// an image is as similar to the teacher's embeddings of all images as the teacher's own is, after a linear map where widths differ.
/// </summary>
public sealed class AirdRelation : DistillationLoss
{
    public static LossEntry Entry { get; } = new(
        "aird.relation", "AIRD (Shi et al. 2024), relation level, reconstruction",
        @"\frac1{N^2}\sum_{i,j}\big(\cos(t_i,t_j)-\cos(t_j,s_i)\big)^2",
        [],
        (_, context) => new AirdRelation(context))
    {
        Weight = new(2, "our choice, after CRRCD's weight of its relations"),
        NoReference = "a reconstruction from a summary; tests compute the formula directly",
    };

    private readonly nn.Module<Tensor, Tensor>? adapter;

    private AirdRelation(LossContext context) : base(nameof(AirdRelation))
    {
        adapter = LinearMap.Between(context.StudentEmbedding, context.TeacherEmbedding);
        register_module(nameof(adapter), adapter!);
    }

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var s = nn.functional.normalize(adapter?.call(student.Embedding) ?? student.Embedding);
        var t = nn.functional.normalize(teacher.Embedding);
        return (t - s).matmul(t.t()).square().mean();
    }
}
