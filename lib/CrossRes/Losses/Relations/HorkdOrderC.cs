using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// HORKD's C-order relation (eqs. 6, 7): the distances of each embedding to all class centres, in units of their mean.
/// Classes of which the student has seen no image yet take no part.
/// </summary>
[Loss("horkd.C", "HORKD (Ge et al. 2020), eqs. 6 and 7",
    @"\frac1{NC}\sum_i\sum_{j=1}^{C}\big(\psi_D(t_i,c^t_j)-\psi_D(s_i,c^s_j)\big)^2",
    WeightFrom = Horkd.GammaFrom,
    NoReference = Horkd.NoCode)]
public sealed class HorkdOrderC(
    [Option("c^s: averages of the student's embeddings, or the teacher's centres (equal widths)",
        "our choice: fits any widths")]
    HorkdOrderC.Centres centres = HorkdOrderC.Centres.Own,
    [Option("share of the old centre that a batch keeps, 0 … 1",
        "our choice; eq. 6 averages over all images, which move during training")]
    double momentum = 0.9,
    [Option("at each epoch's start centres become the averages over the last epoch, or never", "our choice")]
    HorkdOrderC.Refreshed refresh = HorkdOrderC.Refreshed.Epoch,
    [Option("through c^s: none, or through the part that comes from the batch", "our choice, for stability")]
    HorkdOrderC.Gradient gradient = HorkdOrderC.Gradient.Stop,
    [Option("μ: mean over the pairs (embedding, centre), or eq. 3's mean over pairs of embeddings", "our choice")]
    HorkdOrderC.Normalizer normalizer = HorkdOrderC.Normalizer.Own,
    Reduction reduction = Reduction.Mean)
    : DistillationLoss
{
    public enum Centres { Own, Teacher }

    public enum Refreshed { Epoch, Never }

    public enum Gradient { Stop, Batch }

    public enum Normalizer { Own, Pairs }

    private readonly double momentum = Setting.Share(momentum);
    private Func<Tensor> teacherCentres = null!;
    private ClassCentres? studentCentres;

    protected override void Build(LossContext context)
    {
        teacherCentres = context.TeacherCentres;
        var (width, teacherWidth) = (context.StudentEmbedding, context.TeacherEmbedding);
        if (centres == Centres.Own)
            studentCentres = Part("centres",
                new ClassCentres(context.Classes, width, momentum, batchGradient: gradient == Gradient.Batch));
        else if (width != teacherWidth)
            throw new ArgumentException($"loss {Name} with centres=teacher needs equal widths, "
                + $"not {width} (student) and {teacherWidth} (teacher): set centres=own");
    }

    public override void BeginEpoch()
    {
        if (refresh == Refreshed.Epoch) studentCentres?.Refresh();
    }

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var known = Kept("teacher_centres", teacherCentres, teacher.Embedding.device);
        // a class without training images has no centre: its row is NaN
        var exists = known.isfinite().all(1).to_type(ScalarType.Float64);
        var (learned, seen) = studentCentres?.Observe(student.Embedding, targets.Labels) ?? (known, exists);
        seen = seen * exists;
        var error = Relations(student.Embedding, learned, seen) - Relations(teacher.Embedding, known, seen);
        var pairs = (seen.sum() * student.Embedding.shape[0]).clamp_min(1);
        var sum = error.square().sum();
        return (reduction == Reduction.Mean ? sum / pairs : sum).to_type(student.Embedding.dtype);
    }

    /// <summary>ψ_D of every embedding [N, D] and centre [C, D]: [N, C], 0 for classes not seen.</summary>
    private Tensor Relations(Tensor embedding, Tensor centres, Tensor seen)
    {
        var distances = Distances.Between(embedding, centres).masked_fill(seen.eq(0), 0);
        var mean = normalizer == Normalizer.Own
            ? distances.sum() / (seen.sum() * embedding.shape[0]).clamp_min(1)
            : Distances.Mean(Distances.Within(embedding));
        return distances / mean.clamp_min(1e-12);
    }
}
