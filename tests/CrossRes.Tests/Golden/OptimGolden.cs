using System.Text.Json;
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
        ["lr.schedule"] = golden => Walk(golden, Schedule(golden.Params)),
        ["lr.repdistiller_step"] = golden =>
        {
            // switches after its milestone, counting epochs from 1: the same place in the run as MultiStepLR's epoch from 0
            var milestones = Numbers(golden.Params, "lr_decay_epochs").Select(m => (int)m).ToArray();
            return Walk(golden, optimizer => lr_scheduler.MultiStepLR(optimizer, milestones, golden.Number("lr_decay_rate")));
        },
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

    private static Optimizer Optimizer(JsonElement parameters, Parameter x)
    {
        var options = parameters.GetProperty("options");
        double Option(string name, double fallback = 0) => options.TryGetProperty(name, out var value) ? value.GetDouble() : fallback;
        bool Flag(string name) => options.TryGetProperty(name, out var value) && value.GetBoolean();
        var (beta1, beta2) = options.TryGetProperty("betas", out _) && Numbers(options, "betas") is [var first, var second] ? (first, second) : (0.9, 0.999);
        var lr = Option("lr");
        return parameters.GetProperty("optimizer").GetString() switch
        {
            "SGD" => SGD([x], lr, Option("momentum"), Option("dampening"), Option("weight_decay"), Flag("nesterov")),
            "Adam" => Adam([x], lr, beta1, beta2, Option("eps"), Option("weight_decay"), Flag("amsgrad")),
            "AdamW" => AdamW([x], lr, beta1, beta2, Option("eps"), Option("weight_decay"), Flag("amsgrad")),
            var other => throw new FormatException($"unknown optimizer {other}"),
        };
    }

    private static Dictionary<string, Tensor> Walk(GoldenCase golden, Func<Optimizer, lr_scheduler.LRScheduler> schedule)
    {
        using var x = new Parameter(zeros(1));
        var rate = golden.Number("base_lr");
        var adam = golden.Params.TryGetProperty("adam", out var yes) && yes.GetBoolean();
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

    private static Func<Optimizer, lr_scheduler.LRScheduler> Schedule(JsonElement parameters)
    {
        var options = parameters.TryGetProperty("options", out var given) ? given : default;
        double Option(string name, double fallback = 0) => options.TryGetProperty(name, out var value) ? value.GetDouble() : fallback;
        int Whole(string name, int fallback = 0) => (int)Option(name, fallback);
        bool Flag(string name) => options.TryGetProperty(name, out var value) && value.GetBoolean();
        var strategy = options.TryGetProperty("anneal_strategy", out var curve) && curve.GetString() == "linear"
            ? lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear
            : lr_scheduler.impl.OneCycleLR.AnnealStrategy.Cos;

        return parameters.GetProperty("scheduler").GetString() switch
        {
            "StepLR" => o => lr_scheduler.StepLR(o, Whole("step_size"), Option("gamma")),
            "MultiStepLR" => o => lr_scheduler.MultiStepLR(o, [.. Numbers(options, "milestones").Select(m => (int)m)], Option("gamma")),
            "ExponentialLR" => o => lr_scheduler.ExponentialLR(o, Option("gamma")),
            "CosineAnnealingLR" => o => lr_scheduler.CosineAnnealingLR(o, Option("T_max"), Option("eta_min")),
            "LinearLR" => o => lr_scheduler.LinearLR(o, Option("start_factor"), Option("end_factor"), Whole("total_iters")),
            "OneCycleLR" => o => lr_scheduler.OneCycleLR(o, Option("max_lr"), Whole("total_steps"), pct_start: Option("pct_start", 0.3),
                anneal_strategy: strategy, div_factor: Option("div_factor", 25), final_div_factor: Option("final_div_factor", 1e4),
                three_phase: Flag("three_phase")),
            "SequentialLR" => o => lr_scheduler.SequentialLR(o,
                parameters.GetProperty("parts").EnumerateArray().Select(part => Schedule(part)(o)).ToArray(),
                Numbers(parameters, "milestones").Select(m => (int)m)),
            // restarts are one cosine after the other, each T_mult times as long as the last
            "CosineAnnealingWarmRestarts" => o =>
            {
                int[] lengths = [Whole("T_0"), Whole("T_0") * Whole("T_mult"), Whole("T_0") * Whole("T_mult") * Whole("T_mult")];
                return lr_scheduler.SequentialLR(o, lengths.Select(length => lr_scheduler.CosineAnnealingLR(o, length, Option("eta_min"))).ToArray(),
                    [lengths[0], lengths[0] + lengths[1]]);
            },
            var other => throw new FormatException($"unknown schedule {other}"),
        };
    }

    private static double[] Numbers(JsonElement parent, string name) =>
        [.. parent.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];
}
