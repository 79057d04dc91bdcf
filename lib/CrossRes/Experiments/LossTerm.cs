using CrossRes.Losses;

namespace CrossRes.Experiments;

/// <summary>One weighted loss of a recipe.</summary>
/// <param name="Loss">A name of <see cref="LossRegistry"/>.</param>
/// <param name="Weight">What it is multiplied by; 0 leaves it out.</param>
/// <param name="Options">Its options that differ from their defaults.</param>
public sealed record LossTerm(string Loss, double Weight, IReadOnlyDictionary<string, string>? Options = null)
{
    /// <summary>
    /// Part of a run's identity where the loss is not the kit's own (<see cref="LossRegistry.Add"/>); null otherwise.
    /// </summary>
    public string? Formula => LossRegistry.FormulaOfAdded(Loss);
}
