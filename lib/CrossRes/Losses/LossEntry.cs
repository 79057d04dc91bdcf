using CrossRes.Models;

namespace CrossRes.Losses;

/// <summary>A loss as the registry shows it.</summary>
/// <param name="Name">Key in recipes and on the command line.</param>
/// <param name="Paper">Who proposed it, and which equation.</param>
/// <param name="Formula">In LaTeX; s and t are student and teacher, N the batch.</param>
/// <param name="Options">Its settings with defaults.</param>
/// <param name="Create">Builds it from checked settings.</param>
public sealed record LossEntry(
    string Name,
    string Paper,
    string Formula,
    IReadOnlyList<LossOption> Options,
    Func<LossOptions, LossContext, DistillationLoss> Create)
{
    /// <summary>What a recipe multiplies it with.</summary>
    public LossWeight Weight { get; init; } = new(1, "our choice");

    /// <summary>Names of the reference cases that it agrees with, in value and gradient; a test checks them.</summary>
    public IReadOnlyList<string> Golden { get; init; } = [];

    /// <summary>Why there are no reference cases; null where there are.</summary>
    public string? NoReference { get; init; }

    /// <summary>Builds the loss from raw settings.</summary>
    /// <exception cref="ArgumentException">A setting is unknown or out of range.</exception>
    public DistillationLoss With(IReadOnlyDictionary<string, string> options, LossContext context)
    {
        var loss = Create(new LossOptions(Name, Options, options), context);
        if (loss is not WeightedLoss) Initialization.Apply(loss, context.Seed, Name); // whose terms have begun as themselves
        return loss;
    }
}
