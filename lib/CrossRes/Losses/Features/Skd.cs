using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Selective knowledge distillation (Ge et al. 2019), a reconstruction: the student regresses the teacher's embeddings
/// of selected images, with a linear map where widths differ. The paper selects by a sparse graph optimisation whose
/// energy is not published; here an image is selected whose teacher embedding is nearer to its own class centre than to
/// any other, by a margin in units of the mean distance of the batch to all centres. 0 where none is selected.
/// </summary>
public sealed class SelectiveDistillation : DistillationLoss
{
    public static LossEntry Entry { get; } = new(
        "skd", "SKD (Ge et al. 2019), reconstruction",
        @"\frac1{|S|}\sum_{i\in S}\lVert A s_i-t_i\rVert_2^2,\quad i\in S\ \text{if}\ \psi_D(t_i,c_{y_i})+m<\min_{j\ne y_i}\psi_D(t_i,c_j)",
        [new("margin", "0", "m: how much nearer, in units of the mean distance to centres", "our choice")],
        (options, context) => new SelectiveDistillation(options.Number("margin"), context))
    {
        Weight = new(1, "our choice"),
        NoReference = "a reconstruction from the abstract: the selection and the weight are ours",
    };

    private readonly double margin;
    private readonly Func<Tensor> makeCentres;
    private readonly nn.Module<Tensor, Tensor>? adapter;

    private SelectiveDistillation(double margin, LossContext context) : base(nameof(SelectiveDistillation))
    {
        (this.margin, makeCentres) = (margin, context.TeacherCentres);
        adapter = LinearMap.Between(context.StudentEmbedding, context.TeacherEmbedding);
        register_module(nameof(adapter), adapter!);
    }

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var s = adapter?.call(student.Embedding) ?? student.Embedding;
        var selected = Selected(teacher.Embedding, samples.Labels).to_type(s.dtype);
        var error = (s - teacher.Embedding).square().sum([1]);
        return (error * selected).sum() / selected.sum().clamp_min(1);
    }

    /// <summary>Bool [N].</summary>
    private Tensor Selected(Tensor embedding, Tensor labels)
    {
        using var frozen = no_grad();
        var centres = Kept("centres", makeCentres, embedding.device);
        // a class without training images has no centre: it is nobody's nearest
        var distances = Distances.Between(embedding, centres).nan_to_num(double.PositiveInfinity);
        var mean = distances.masked_select(distances.isfinite()).mean();
        var own = distances.gather(1, labels.unsqueeze(1));
        var others = distances.scatter(1, labels.unsqueeze(1), full_like(own, double.PositiveInfinity)).amin([1]);
        return (own.squeeze(1) + margin * mean).lt(others);
    }
}
