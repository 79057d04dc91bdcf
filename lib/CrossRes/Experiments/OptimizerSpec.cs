using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Experiments;

/// <summary>
/// Stochastic gradient descent: g ← ∇L + λw; v ← μv + g; w ← w − η(g + μv) with Nesterov's momentum, w − ηv without.
/// </summary>
/// <param name="LearningRate">η at the schedule's factor 1.</param>
/// <param name="Momentum">μ.</param>
/// <param name="WeightDecay">λ, on every parameter.</param>
public sealed record OptimizerSpec(double LearningRate, double Momentum, double WeightDecay, bool Nesterov = false)
{
    /// <summary><c>adam</c>: Kingma and Ba's instead, with μ as its β₁ and β₂ = 0.999; null: the above.</summary>
    public string? Method { get; init; }

    internal OptimizerHelper Create(IEnumerable<Parameter> parameters) => Method switch
    {
        null => optim.SGD(parameters, LearningRate, Momentum, 0, WeightDecay, Nesterov),
        "adam" => optim.Adam(parameters, LearningRate, Momentum, weight_decay: WeightDecay),
        _ =>
            throw new ArgumentException($"no optimizer is called {Method}; there is adam, and SGD where none is named"),
    };
}
