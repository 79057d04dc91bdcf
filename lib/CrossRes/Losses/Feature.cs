using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>Which vector of an image a loss compares.</summary>
[Option("which vector per image is compared", "HORKD: feature instances")]
public enum Feature { Embedding, Logits }

/// <summary>Whose vectors are scaled to length 1.</summary>
[Option("whose vectors are scaled to length 1", "none on CIFAR-100; RKD's metric learning: teacher")]
public enum Normalize { None, Student, Teacher, Both }

/// <summary>One vector per image of each network.</summary>
internal readonly record struct FeatureChoice(Feature Feature, Normalize Normalize)
{
    /// <summary>Widths of the student's and the teacher's vectors.</summary>
    internal (long Student, long Teacher) Widths(LossContext context) => Feature == Feature.Logits
        ? (context.Classes, context.Classes)
        : (context.StudentEmbedding, context.TeacherEmbedding);

    internal Tensor OfStudent(NetworkOutputs outputs) =>
        Select(outputs, Normalize is Normalize.Student or Normalize.Both);

    internal Tensor OfTeacher(NetworkOutputs outputs) =>
        Select(outputs, Normalize is Normalize.Teacher or Normalize.Both);

    private Tensor Select(NetworkOutputs outputs, bool unit)
    {
        var vectors = (Feature == Feature.Logits ? outputs.Logits : outputs.Embedding).flatten(1);
        return unit ? nn.functional.normalize(vectors) : vectors;
    }
}
