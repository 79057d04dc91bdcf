using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Correlation congruence (Peng et al. 2019) as RepDistiller has it: products of the absolute errors of neighbouring
/// rows of the batch, so it depends on the batch's order. 0 for a batch of 1. Linear maps of both networks' features,
/// learned with the student, bring them to one width where theirs differ.
/// </summary>
public sealed class CorrelationCongruence : EmbeddingLoss
{
    public static LossEntry Entry { get; } = new(
        "cc", "CC (Peng et al. 2019), RepDistiller's form",
        @"\frac1{N-1}\sum_{i=1}^{N-1}\big\langle|s_i-t_i|,\,|s_{i+1}-t_{i+1}|\big\rangle",
        [
            new("embed", "auto", "linear maps to a common width: where widths differ, always, never", "our choice; RepDistiller: always", "auto", "always", "never"),
            new("width", "128", "of the maps", "RepDistiller"),
            .. FeatureChoice.Options,
        ],
        (options, context) => new CorrelationCongruence(options, context))
    {
        Weight = new(0.02, "RepDistiller"),
        Golden = ["loss.correlation"],
    };

    private readonly Linear? studentMap, teacherMap;

    private CorrelationCongruence(LossOptions options, LossContext context) : base(nameof(CorrelationCongruence), FeatureChoice.From(options))
    {
        var features = FeatureChoice.From(options);
        var (student, teacher) = (features.Width(context.StudentEmbedding, context.Classes), features.Width(context.TeacherEmbedding, context.Classes));
        if (options["embed"] == "never" || (options["embed"] == "auto" && student == teacher))
            return;
        var width = options.Count("width");
        studentMap = Map("embed_s", student, context.Seed);
        teacherMap = Map("embed_t", teacher, context.Seed + 1);

        Linear Map(string name, long from, long seed)
        {
            var map = nn.Linear(from, width);
            Initialization.Apply(map, seed);
            register_module(name, map);
            return map;
        }
    }

    protected override Tensor Compare(Tensor student, Tensor teacher)
    {
        if (studentMap is not null)
            (student, teacher) = (studentMap.call(student), teacherMap!.call(teacher));
        RequireEqualWidths("cc", student, teacher);
        var (error, pairs) = ((student - teacher).abs(), student.shape[0] - 1);
        return (error.narrow(0, 0, pairs) * error.narrow(0, 1, pairs)).sum() / Math.Max(pairs, 1);
    }
}
