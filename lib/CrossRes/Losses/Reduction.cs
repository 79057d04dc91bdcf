namespace CrossRes.Losses;

/// <summary>Whether a loss is averaged over its terms or summed.</summary>
[Option("over images, pairs, triplets",
    "our choice, after RKD's code; HORKD prints sums, which diverge at CIFAR-100's batch of 128 with its weights")]
public enum Reduction { Mean, Sum }

internal static class Reductions
{
    /// <summary>What a sum over so many terms is multiplied with.</summary>
    internal static double Scale(this Reduction reduction, double terms) => reduction == Reduction.Mean ? 1 / terms : 1;
}
