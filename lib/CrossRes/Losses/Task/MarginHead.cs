using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// A classifier of its own over embeddings and class weights of length 1, in which the right class must win by a
/// margin: −1/N Σᵢ log softmax(s·z)ᵧ, where zᵧ is the cosine with the margin taken off.
/// </summary>
public abstract class MarginHead(double scale) : DistillationLoss
{
    internal const string Scale = "s: factor on the cosines, more than 0";

    private readonly double scale = Setting.Positive(scale);
    private Linear classifier = null!;

    public override bool NeedsTeacher => false;

    protected override void Build(LossContext context) =>
        classifier = Part("classifier", nn.Linear(context.StudentEmbedding, context.Classes, hasBias: false));

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var classes = nn.functional.normalize(classifier.weight!);
        var cosines = nn.functional.normalize(student.Embedding).matmul(classes.t());
        var right = nn.functional.one_hot(targets.Labels, cosines.shape[1]).to_type(ScalarType.Bool);
        return nn.functional.cross_entropy(where(right, WithMargin(cosines), cosines) * scale, targets.Labels);
    }

    /// <summary>Cosines [N, C], each with the margin taken off.</summary>
    private protected abstract Tensor WithMargin(Tensor cosines);
}
