using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// Stochastic gradient descent: g ← ∇L + λw; v ← μv + g; w ← w − η(g + μv) with Nesterov's momentum, w − ηv without.
/// </summary>
/// <param name="LearningRate">η at the schedule's factor 1.</param>
/// <param name="Momentum">μ.</param>
/// <param name="WeightDecay">λ, on every parameter.</param>
public sealed record OptimizerSpec(double LearningRate, double Momentum, double WeightDecay, bool Nesterov = false)
{
    internal SGD Create(IEnumerable<Parameter> parameters) =>
        optim.SGD(parameters, LearningRate, Momentum, 0, WeightDecay, Nesterov);
}
