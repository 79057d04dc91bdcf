using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Correlation congruence (Peng et al. 2019) in the forms that go by its name. RepDistiller's: products of the absolute
/// errors of neighbouring rows of the batch, so it depends on the batch's order; 0 for a batch of 1; linear maps of both
/// networks' features, learned with the student, bring them to one width where theirs differ. The paper's: the error of
/// the N × N correlations, inner products or a Gaussian kernel's Taylor series
/// (<see cref="CorrelationKernel"/>), as KD-Zoo and torchdistill have it.
/// </summary>
public sealed class CorrelationCongruence : EmbeddingLoss
{
    public static LossEntry Entry { get; } = new(
        "cc", "CC (Peng et al. 2019), RepDistiller's form or eqs. 6 to 9",
        @"\frac1{N-1}\sum_{i=1}^{N-1}\big\langle|s_i-t_i|,\,|s_{i+1}-t_{i+1}|\big\rangle",
        [
            new("relation", "neighbours", "products of neighbours' errors; or a kernel of all pairs of rows", "RepDistiller", "neighbours", "gaussian", "bilinear"),
            new("gamma", "0.4", "γ of the Gaussian kernel", "KD-Zoo"),
            new("order", "2", "P, the last term of its series, 1 or more", "KD-Zoo and the paper"),
            new("error", "squares", "of kernels: the mean of squares; the Frobenius norm over N², or as it is", "KD-Zoo; torchdistill: norm-mean", "squares", "norm-mean", "norm"),
            new("embed", "auto", "linear maps to a common width: where widths differ, always, never", "our choice; RepDistiller: always", "auto", "always", "never"),
            new("width", "128", "of the maps", "RepDistiller"),
            .. FeatureChoice.Options,
        ],
        (options, context) => new CorrelationCongruence(options, context))
    {
        Weight = new(0.02, "RepDistiller"),
        Golden = ["loss.correlation", "loss.correlation.kdzoo", "loss.correlation.torchdistill"],
    };

    private readonly CorrelationKernel? kernel;
    private readonly string error;
    private readonly Linear? studentMap, teacherMap;

    private CorrelationCongruence(LossOptions options, LossContext context) : base(nameof(CorrelationCongruence), FeatureChoice.From(options))
    {
        var features = FeatureChoice.From(options);
        error = options["error"];
        kernel = options["relation"] == "neighbours" ? null : new(options["relation"] == "gaussian", options.Number("gamma"), options.Count("order"));
        var (student, teacher) = (features.Width(context.StudentEmbedding, context.Classes), features.Width(context.TeacherEmbedding, context.Classes));
        if (options["embed"] == "never" || (options["embed"] == "auto" && (student == teacher || kernel is not null)))
            return;
        var width = options.Count("width");
        studentMap = Map("embed_s", student);
        teacherMap = Map("embed_t", teacher);

        Linear Map(string name, long from)
        {
            var map = nn.Linear(from, width);
            register_module(name, map);
            return map;
        }
    }

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        if (studentMap is not null)
            (student, teacher) = (studentMap.call(student), teacherMap!.call(teacher));
        return kernel is null ? OfNeighbours(student, teacher) : OfKernels(kernel.Of(student) - kernel.Of(teacher));
    }

    private static Tensor OfNeighbours(Tensor student, Tensor teacher)
    {
        RequireEqualWidths("cc", student, teacher);
        var (difference, pairs) = ((student - teacher).abs(), student.shape[0] - 1);
        return (difference.narrow(0, 0, pairs) * difference.narrow(0, 1, pairs)).sum() / Math.Max(pairs, 1);
    }

    private Tensor OfKernels(Tensor difference) => error switch
    {
        "squares" => difference.square().mean(),
        "norm-mean" => difference.norm() / difference.numel(),
        _ => difference.norm(),
    };
}
