using CrossRes.Experiments;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace CrossRes.Tests.Golden;

/// <summary>Optimizers on f(x) = ½xᵀAx - bᵀx, and the learning rates (and momenta) of schedules.</summary>
public sealed class OptimGolden : IGoldenRoom
{
    public IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; } = new Dictionary<string, GoldenEvaluator>
    {
        ["optim.trajectory"] = Trajectory,
        ["lr.schedule"] = golden => Walk(golden, Schedule(golden.Params, golden.Params.Whole("steps"))),
        // switches after its milestone, counting epochs from 1: the same place in the run as MultiStepLR's epoch from 0
        ["lr.repdistiller_step"] = golden => Walk(golden,
            Steps(golden.Params.Integers("lr_decay_epochs"), golden.Number("lr_decay_rate"), golden.Params.Whole("epochs"))),
    };

    private static Dictionary<string, Tensor> Trajectory(GoldenCase golden)
    {
        var (a, b) = (golden.Float64("A"), golden.Float64("b"));
        using var x = new Parameter(golden.Float64("x0"));
        using var optimizer = Optimizer(golden.Params, x);
        List<Tensor> trajectory = [], losses = [];
        for (var k = 0; k <= golden.Number("steps"); k++)
        {
            trajectory.Add(x.detach().clone());
            optimizer.zero_grad();
            var loss = a.mv(x).dot(x) * 0.5 - b.dot(x);
            losses.Add(loss.detach());
            loss.backward();
            optimizer.step();
        }
        return new() { ["trajectory"] = stack(trajectory), ["loss"] = stack(losses) };
    }

    private static Optimizer Optimizer(GoldenParams parameters, Parameter x)
    {
        var options = parameters.Part("options")!;
        var (lr, eps, decay, maximize) = (options.Number("lr", 0.001), options.Number("eps", 1e-8), options.Number("weight_decay", 0), options.Flag("maximize"));
        var (beta1, beta2) = options.Has("betas") && options.Numbers("betas") is [var first, var second] ? (first, second) : (0.9, 0.999);
        return parameters.Text("optimizer") switch
        {
            "SGD" => SGD([x], lr, options.Number("momentum", 0), options.Number("dampening", 0), decay, options.Flag("nesterov"), maximize),
            "Adam" => Adam([x], lr, beta1, beta2, eps, decay, options.Flag("amsgrad"), maximize),
            "AdamW" => AdamW([x], lr, beta1, beta2, eps, options.Number("weight_decay", 0.01), options.Flag("amsgrad"), maximize),
            var other => throw new FormatException($"unknown optimizer {other}"),
        };
    }

    private static Dictionary<string, Tensor> Walk(GoldenCase golden, Func<Optimizer, lr_scheduler.LRScheduler> schedule)
    {
        using var x = new Parameter(zeros(1));
        var rate = golden.Number("base_lr");
        var adam = golden.Params.Flag("adam");
        using Optimizer optimizer = adam ? Adam([x], rate) : SGD([x], rate, momentum: 0.9);
        var group = optimizer.ParamGroups.Single();
        var scheduler = schedule(optimizer);
        List<double> rates = [], momenta = [];
        foreach (var _ in golden.Expected["value"].Data)
        {
            if (rates.Count > 0) scheduler.step();
            rates.Add(group.LearningRate);
            momenta.Add(group is IBetas betas ? betas.Betas.Item1 : ((IMomentum)group).Momentum);
        }
        return new() { ["value"] = tensor(rates.ToArray()), ["momentum"] = tensor(momenta.ToArray()) };
    }

    private static Func<Optimizer, lr_scheduler.LRScheduler> Schedule(GoldenParams parameters, int steps)
    {
        var options = parameters.Part("options");
        double Option(string name, double fallback = 0) => options?.Number(name, fallback) ?? fallback;
        int Whole(string name, int fallback = 0) => (int)Option(name, fallback);

        switch (parameters.Text("scheduler"))
        {
            case "StepLR":
                return o => lr_scheduler.StepLR(o, Whole("step_size"), Option("gamma", 0.1));
            case "MultiStepLR":
                return Steps(options!.Integers("milestones"), Option("gamma", 0.1), steps);
            case "ExponentialLR":
                return o => lr_scheduler.ExponentialLR(o, Option("gamma"));
            case "CosineAnnealingLR":
                return o => lr_scheduler.CosineAnnealingLR(o, Option("T_max"), Option("eta_min"));
            case "LinearLR":
                return o => lr_scheduler.LinearLR(o, Option("start_factor", 1.0 / 3), Option("end_factor", 1), Whole("total_iters", 5));
            case "OneCycleLR":
                return OneCycle(options!);
            case "SequentialLR":
                var parts = parameters.Parts("parts").Select(part => Schedule(part, steps)).ToArray();
                var milestones = parameters.Integers("milestones");
                return o => lr_scheduler.SequentialLR(o, parts.Select(part => part(o)).ToArray(), milestones);
            case "CosineAnnealingWarmRestarts":
                return Restarts(Whole("T_0"), Whole("T_mult", 1), Option("eta_min"), steps);
            case var other:
                throw new FormatException($"unknown schedule {other}");
        }
    }

    /// <summary>Our own schedule, with milestones as fractions of the steps; one that is listed twice counts twice.</summary>
    private static Func<Optimizer, lr_scheduler.LRScheduler> Steps(IEnumerable<int> milestones, double factor, int steps) =>
        o => new ScheduleSpec([.. milestones.Select(m => m / (double)steps)], factor, WarmupEpochs: 0).Create(o, stepsPerEpoch: 1, epochs: steps, done: 0);

    private static Func<Optimizer, lr_scheduler.LRScheduler> OneCycle(GoldenParams options)
    {
        var linear = options.Has("anneal_strategy") && options.Text("anneal_strategy") == "linear";
        var total = options.Has("total_steps") ? options.Whole("total_steps") : options.Whole("epochs") * options.Whole("steps_per_epoch");
        return o => lr_scheduler.OneCycleLR(o, options.Number("max_lr"), total, pct_start: options.Number("pct_start", 0.3),
            anneal_strategy: linear ? lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear : lr_scheduler.impl.OneCycleLR.AnnealStrategy.Cos,
            cycle_momentum: !options.Has("cycle_momentum") || options.Flag("cycle_momentum"),
            base_momentum: options.Number("base_momentum", 0.85), max_momentum: options.Number("max_momentum", 0.95),
            div_factor: options.Number("div_factor", 25), final_div_factor: options.Number("final_div_factor", 1e4), three_phase: options.Flag("three_phase"));
    }

    /// <summary>One cosine after the other, each so many times as long as the last.</summary>
    private static Func<Optimizer, lr_scheduler.LRScheduler> Restarts(int length, int growth, double lowest, int steps)
    {
        List<int> lengths = [length], starts = [];
        while (lengths.Sum() <= steps)
        {
            starts.Add(lengths.Sum());
            lengths.Add(lengths[^1] * growth);
        }
        return o => lr_scheduler.SequentialLR(o, lengths.Select(l => lr_scheduler.CosineAnnealingLR(o, l, lowest)).ToArray(), starts);
    }
}
