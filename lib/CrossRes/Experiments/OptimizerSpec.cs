using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

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

/// <summary>
/// The learning rate rises linearly over the first epochs, and is multiplied by <paramref name="Factor"/> whenever a
/// fraction of the training is over. Fractions rather than epochs, so that a shorter training keeps the shape: 60, 120
/// and 160 of 200 epochs are 0.3, 0.6 and 0.8.
/// </summary>
/// <param name="WarmupEpochs">Until the full learning rate is reached.</param>
public sealed record ScheduleSpec(IReadOnlyList<double> Milestones, double Factor, double WarmupEpochs)
{
    /// <summary>What the learning rate is multiplied by at an optimizer step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="stepsPerEpoch">Optimizer steps in an epoch.</param>
    /// <param name="totalSteps">Of the whole training.</param>
    public double FactorAt(int step, int stepsPerEpoch, int totalSteps)
    {
        var warmup = Math.Max(1, WarmupEpochs * stepsPerEpoch);
        var rise = Math.Min(1, (step + 1) / warmup);
        return rise * Math.Pow(Factor, Milestones.Count(m => step >= Math.Round(m * totalSteps)));
    }

    /// <summary>
    /// A scheduler to be stepped once per optimizer step, as it stands after <paramref name="done"/> steps.
    /// </summary>
    internal LRScheduler Create(Optimizer optimizer, int stepsPerEpoch, int epochs, int done)
    {
        var scheduler = LambdaLR(optimizer, step => FactorAt(step, stepsPerEpoch, epochs * stepsPerEpoch));
        for (var k = 0; k < done; k++) scheduler.step();
        return scheduler;
    }
}
