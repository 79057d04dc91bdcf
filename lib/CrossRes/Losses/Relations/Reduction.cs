namespace CrossRes.Losses;

/// <summary>Whether a relational loss is averaged over its tuples or summed as HORKD prints it.</summary>
internal static class Reduction
{
    internal static LossOption Option { get; } = new(
        "reduction", "mean", "over images, pairs, triplets",
        "our choice, after RKD's code; HORKD prints sums, which diverge at CIFAR-100's batch of 128 with its weights", "mean", "sum");

    /// <summary>What a sum over <paramref name="tuples"/> is multiplied with.</summary>
    internal static double Scale(string reduction, double tuples) => reduction == "mean" ? 1 / tuples : 1;
}
