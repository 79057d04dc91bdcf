using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>A loss between one feature vector per image of the student and of the teacher.</summary>
public abstract class EmbeddingLoss(string name, FeatureChoice features) : DistillationLoss(name)
{
    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var learner = features.OfStudent(student);
        return Compare(learner, features.OfTeacher(teacher)).to_type(learner.dtype);
    }

    /// <exception cref="ArgumentException">They cannot be subtracted.</exception>
    internal static void RequireEqualWidths(string loss, Tensor student, Tensor teacher)
    {
        if (student.shape[1] != teacher.shape[1])
            throw new ArgumentException(
                $"loss {loss} needs features of equal width: {student.shape[1]} (student) and {teacher.shape[1]} (teacher). Compare logits, or give the student an embedding of the teacher's width");
    }

    /// <summary>The loss from features student [N, Ds] and teacher [N, Dt]; a scalar of any floating type.</summary>
    protected abstract Tensor Compare(Tensor student, Tensor teacher);
}
