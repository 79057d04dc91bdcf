using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Selective knowledge distillation (Ge et al. 2019), a reconstruction: the student regresses the teacher's embeddings
/// of selected images, with a linear map where widths differ. The paper selects by a sparse graph optimisation whose
/// energy is not published; here an image is selected whose teacher embedding is nearer to its own class centre than to
/// any other, by a margin in units of the mean distance of the batch to all centres. 0 where none is selected.
/// </summary>
[Loss("skd", "SKD (Ge et al. 2019), reconstruction",
    @"\frac1{|S|}\sum_{i\in S}\lVert A s_i-t_i\rVert_2^2,"
    + @"\quad i\in S\ \text{if}\ \psi_D(t_i,c_{y_i})+m<\min_{j\ne y_i}\psi_D(t_i,c_j)",
    NoReference = "a reconstruction from the abstract: the selection and the weight are ours")]
public sealed class Skd(
    [Option("m: how much nearer, in units of the mean distance to centres", "our choice")] double margin = 0)
    : DistillationLoss
{
    private Func<Tensor> teacherCentres = null!;
    private Linear? adapter;

    protected override void Build(LossContext context)
    {
        teacherCentres = context.TeacherCentres;
        adapter = Part("adapter", LinearAdapter.Between(context.StudentEmbedding, context.TeacherEmbedding));
    }

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var s = adapter?.call(student.Embedding) ?? student.Embedding;
        var selected = Selected(teacher.Embedding, targets.Labels).to_type(s.dtype);
        var error = (s - teacher.Embedding).square().sum([1]);
        return (error * selected).sum() / selected.sum().clamp_min(1);
    }

    /// <summary>Bool [N].</summary>
    private Tensor Selected(Tensor embedding, Tensor labels)
    {
        using var frozen = no_grad();
        var centres = Kept("centres", teacherCentres, embedding.device);
        // a class without training images has no centre: it is nobody's nearest
        var distances = Distances.Between(embedding, centres).nan_to_num(double.PositiveInfinity);
        var mean = distances.masked_select(distances.isfinite()).mean();
        var own = distances.gather(1, labels.unsqueeze(1));
        var infinite = full_like(own, double.PositiveInfinity);
        var others = distances.scatter(1, labels.unsqueeze(1), infinite).amin([1]);
        return (own.squeeze(1) + margin * mean).lt(others);
    }
}
