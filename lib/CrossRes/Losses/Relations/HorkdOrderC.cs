using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// HORKD's C-order relation (eqs. 6, 7): the distances of each embedding to all class centres, in units of their mean.
/// Classes of which the student has seen no image yet take no part.
/// </summary>
public sealed class HorkdOrderC : DistillationLoss
{
    public static LossEntry Entry { get; } = new(
        "horkd.C", "HORKD (Ge et al. 2020), eqs. 6 and 7",
        @"\frac1{NC}\sum_i\sum_{j=1}^{C}\big(\psi_D(t_i,c^t_j)-\psi_D(s_i,c^s_j)\big)^2",
        [
            new("centres", "own", "c^s: averages of the student's embeddings, or the teacher's centres (equal widths)", "our choice: fits any widths", "own", "teacher"),
            new("momentum", "0.9", "share of the old centre that a batch keeps, 0 … 1", "our choice; eq. 6 averages over all images, which move during training"),
            new("refresh", "epoch", "at each epoch's start centres become the averages over the last epoch, or never", "our choice", "epoch", "never"),
            new("gradient", "stop", "through c^s: none, or through the part that comes from the batch", "our choice, for stability", "stop", "batch"),
            new("normalizer", "own", "μ: mean over the pairs (embedding, centre), or eq. 3's mean over pairs of embeddings", "our choice", "own", "pairs"),
            Reduction.Option,
        ],
        (options, context) => new HorkdOrderC(options, context))
    {
        Weight = new(1, "HORKD 4.4; that this factor is order C's follows from its place"),
        NoReference = "its authors published no code; tests compute the equations directly",
    };

    private readonly LossOptions options;
    private readonly Func<Tensor> makeTeacherCentres;
    private readonly ClassCentres? studentCentres;

    private HorkdOrderC(LossOptions options, LossContext context) : base(nameof(HorkdOrderC))
    {
        this.options = options;
        makeTeacherCentres = context.TeacherCentres;
        var (own, momentum) = (options["centres"] == "own", options.Share("momentum"));
        if (!own && context.StudentEmbedding != context.TeacherEmbedding)
            throw new ArgumentException(
                $"loss horkd.C with centres=teacher needs equal widths, not {context.StudentEmbedding} (student) and {context.TeacherEmbedding} (teacher): set centres=own");
        if (!own)
            return;
        studentCentres = new ClassCentres(context.Classes, context.StudentEmbedding, momentum, options["gradient"] == "batch");
        register_module("centres", studentCentres);
    }

    public override void BeginEpoch()
    {
        if (options["refresh"] == "epoch")
            studentCentres?.Refresh();
    }

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var target = TeacherCentres(teacher.Embedding.device);
        // a class without training images has no centre: its row is NaN
        var exists = target.isfinite().all(1).to_type(ScalarType.Float64);
        var (centres, seen) = studentCentres?.Observe(student.Embedding, samples.Labels) ?? (target, exists);
        seen = seen * exists;
        var error = Relations(student.Embedding, centres, seen) - Relations(teacher.Embedding, target, seen);
        var pairs = (seen.sum() * student.Embedding.shape[0]).clamp_min(1);
        var sum = error.square().sum();
        return (options["reduction"] == "mean" ? sum / pairs : sum).to_type(student.Embedding.dtype);
    }

    /// <summary>ψ_D of every embedding [N, D] and centre [C, D]: [N, C], 0 for classes not seen.</summary>
    private Tensor Relations(Tensor embedding, Tensor centres, Tensor seen)
    {
        var distances = Distances.Between(embedding, centres).masked_fill(seen.eq(0), 0);
        var mean = options["normalizer"] == "own"
            ? distances.sum() / (seen.sum() * embedding.shape[0]).clamp_min(1)
            : Distances.Mean(Distances.Within(embedding));
        return distances / mean.clamp_min(1e-12);
    }

    private Tensor TeacherCentres(Device device) => Kept("teacher_centres", makeTeacherCentres, device);
}
