using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>Rankings drawn item by item, each with a chance proportional to e to its score (Plackett, Luce).</summary>
internal static class PlackettLuce
{
    /// <summary>Log-likelihood of the order in which the scores [..., L] stand: [...].</summary>
    internal static Tensor LogLikelihood(Tensor scores) => (scores - scores.flip(-1).logcumsumexp(-1).flip(-1)).sum(-1);
}
