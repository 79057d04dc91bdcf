using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>A loss between one feature vector per image of the student and of the teacher.</summary>
public abstract class EmbeddingLoss(Feature feature, Normalize normalize) : DistillationLoss
{
    private readonly FeatureChoice features = new(feature, normalize);

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var learner = features.OfStudent(student);
        return Compare(learner, features.OfTeacher(teacher)).to_type(learner.dtype);
    }

    /// <summary>The loss from features student [N, Ds] and teacher [N, Dt]; a scalar of any floating type.</summary>
    protected abstract Tensor Compare(Tensor student, Tensor teacher);

    /// <summary>Ds and Dt.</summary>
    private protected (long Student, long Teacher) Widths(LossContext context) => features.Widths(context);

    /// <exception cref="ArgumentException">They cannot be subtracted.</exception>
    private protected void RequireEqualWidths(Tensor student, Tensor teacher)
    {
        if (student.shape[1] != teacher.shape[1])
            throw new ArgumentException($"loss {Name} needs features of equal width: "
                + $"{student.shape[1]} (student) and {teacher.shape[1]} (teacher). "
                + "Compare logits, or give the student an embedding of the teacher's width");
    }
}
