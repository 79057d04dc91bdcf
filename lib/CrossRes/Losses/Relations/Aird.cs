using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// AIRD (Shi et al. 2024), a reconstruction: the paper's text was not to be had. Both of its levels compare embeddings
/// of length 1, the student's after a linear map where widths differ.
/// </summary>
public abstract class Aird : DistillationLoss
{
    internal const string NoText = "a reconstruction from a summary; tests compute the formula directly";

    private Linear? adapter;

    protected override void Build(LossContext context) =>
        adapter = Part("adapter", LinearAdapter.Between(context.StudentEmbedding, context.TeacherEmbedding));

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets) => Compare(
        nn.functional.normalize(adapter?.call(student.Embedding) ?? student.Embedding),
        nn.functional.normalize(teacher.Embedding));

    /// <summary>The loss from vectors [N, Dt] of length 1.</summary>
    private protected abstract Tensor Compare(Tensor student, Tensor teacher);
}

/// <summary>AIRD's instance level: the student's embedding of an image points where the teacher's does.</summary>
[Loss("aird.instance", "AIRD (Shi et al. 2024), instance level, reconstruction",
    @"\frac1N\sum_i\Big\lVert\frac{t_i}{\lVert t_i\rVert}-\frac{s_i}{\lVert s_i\rVert}\Big\rVert_2^2",
    NoReference = Aird.NoText)]
public sealed class AirdInstance : Aird
{
    private protected override Tensor Compare(Tensor student, Tensor teacher) =>
        (student - teacher).square().sum([1]).mean();
}

/// <summary>
/// AIRD's relation level: the student's embedding of an image is as similar to the teacher's embeddings of all images
/// as the teacher's own is.
/// </summary>
[Loss("aird.relation", "AIRD (Shi et al. 2024), relation level, reconstruction",
    @"\frac1{N^2}\sum_{i,j}\big(\cos(t_i,t_j)-\cos(t_j,s_i)\big)^2",
    Weight = 2, WeightFrom = "our choice, after CRRCD's weight of its relations",
    NoReference = Aird.NoText)]
public sealed class AirdRelation : Aird
{
    private protected override Tensor Compare(Tensor student, Tensor teacher) =>
        (teacher - student).matmul(teacher.t()).square().mean();
}
