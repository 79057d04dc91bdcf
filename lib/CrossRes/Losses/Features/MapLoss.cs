using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// A loss between the feature maps of the stages of student and teacher, paired by <see cref="MapPairs"/>: the sum of
/// its terms.
/// </summary>
public abstract class MapLoss : DistillationLoss
{
    public override bool NeedsMaps => true;

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets) =>
        Terms(MapPairs.Of(Name, student, teacher)).Aggregate((a, b) => a + b);

    /// <summary>The terms of the sum, shallow to deep.</summary>
    internal abstract IEnumerable<Tensor> Terms(IReadOnlyList<(Tensor Student, Tensor Teacher)> pairs);

    /// <summary>Two maps with the height and width of the lower one; the other is averaged over equal areas.</summary>
    internal static (Tensor A, Tensor B) SameSize(Tensor a, Tensor b)
    {
        if (a.dim() != 4 || b.dim() != 4 || (a.shape[2] == b.shape[2] && a.shape[3] == b.shape[3]))
            return (a, b);
        return a.shape[2] > b.shape[2] ? (Pooled(a, b), b) : (a, Pooled(b, a));
    }

    private static Tensor Pooled(Tensor map, Tensor like) =>
        nn.functional.adaptive_avg_pool2d(map, [like.shape[2], like.shape[3]]);
}
