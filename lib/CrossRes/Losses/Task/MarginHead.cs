using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// A classifier of its own over embeddings and class weights of length 1, in which the right class must win by a margin:
/// −1/N Σᵢ log softmax(s·z)ᵧ, where zᵧ is the cosine with the margin taken off.
/// </summary>
public abstract class MarginHead : DistillationLoss
{
    private readonly Linear classifier;
    private readonly double scale;

    private protected MarginHead(string name, double scale, LossContext context) : base(name)
    {
        this.scale = scale;
        classifier = nn.Linear(context.StudentEmbedding, context.Classes, hasBias: false);
        register_module(nameof(classifier), classifier);
    }

    /// <summary>The factor on cosines, with its default.</summary>
    private protected static LossOption ScaleOption(string source) => new("scale", "64", "s: factor on the cosines, more than 0", source);

    public override bool NeedsTeacher => false;

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var cosines = nn.functional.normalize(student.Embedding).matmul(nn.functional.normalize(classifier.weight!).t());
        var right = nn.functional.one_hot(samples.Labels, cosines.shape[1]).to_type(ScalarType.Bool);
        return nn.functional.cross_entropy(where(right, WithMargin(cosines), cosines) * scale, samples.Labels);
    }

    /// <summary>Cosines [N, C], each with the margin taken off.</summary>
    private protected abstract Tensor WithMargin(Tensor cosines);
}
