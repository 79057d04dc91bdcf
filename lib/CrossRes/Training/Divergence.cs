using CrossRes.Experiments;

namespace CrossRes.Training;

/// <summary>Says why a loss is no longer finite, as far as that is known.</summary>
internal static class Divergence
{
    /// <param name="terms">Of the recipe, in its order.</param>
    /// <param name="epoch">From 1.</param>
    /// <param name="broken">For each term the step, from 1, from which on it was not finite; infinity where it always
    /// was.</param>
    internal static string Explain(IReadOnlyList<LossTerm> terms, int epoch, IReadOnlyList<double> broken)
    {
        var step = broken.Min();
        var first = terms.Zip(broken).Where(t => t.Second == step).Select(t => t.First).ToList();
        var names = string.Join(", ", first.Select(t => t.Loss));
        if (double.IsInfinity(step))
            return $"the sum of the losses is not finite in epoch {epoch}, though each loss is: lower their weights.";
        if (epoch == 1 && step == 1)
            return $"the loss {names} is not finite in the first batch, before anything was learned: look at "
                + $"{Settings(first)}, at the weights it starts from and at the images.";
        return first.Count < terms.Count
            ? $"the loss {names} is not finite from step {step} of epoch {epoch} on, the others still were: lower its "
                + $"weight, or look at {Settings(first)}."
            : $"the loss {names} is not finite from step {step} of epoch {epoch} on: the recipe diverges. Lower the "
                + "learning rate or the loss weights.";
    }

    private static string Settings(IReadOnlyList<LossTerm> terms)
    {
        var given = terms.SelectMany(t =>
            (t.Options ?? new Dictionary<string, string>()).Select(o => $"{o.Key} {o.Value}")).ToList();
        return given.Count == 0 ? "its options" : $"its options ({string.Join(", ", given)})";
    }
}
