using CrossRes.Losses;
using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>Triplet losses of three libraries.</summary>
public sealed class TripletGolden : IGoldenRoom
{
    public IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; } = new Dictionary<string, GoldenEvaluator>
    {
        ["loss.triplet_margin"] = Margin,
        ["loss.triplet_margin.rkd"] = golden =>
        {
            using var loss = (TripletSampled)Loss("triplet.sampled",
                ("margin", golden.Params.Option("margin")), ("normalize", "no"),
                ("negatives", golden.Params.Text("sampler")));
            var triplets = loss.Choose(golden.Float64("student"), golden.Int64("labels"));
            return new Dictionary<string, Tensor>(Gradients(golden, loss))
            {
                ["triplets"] = stack([triplets.Anchors, triplets.Positives, triplets.Negatives], 1),
            };
        },
        ["loss.triplet_hard.yulu0724"] = golden =>
        {
            using var loss = Loss("triplet.hard", ("margin", golden.Params.Option("margin")));
            var (positive, negative) = TripletHard.Hardest(golden.Float64("student"), golden.Int64("labels"));
            return new Dictionary<string, Tensor>(Gradients(golden, loss))
            {
                ["precision"] = negative.gt(positive).to_type(ScalarType.Float64).mean(),
                ["mean_dist_pos"] = positive.mean(),
                ["mean_dist_neg"] = negative.mean(),
            };
        },
    };

    private static Dictionary<string, Tensor> Margin(GoldenCase golden)
    {
        var (distance, miner) = (golden.Params.Part("distance")!, golden.Params.Part("miner"));
        using var loss = (TripletMargin)Loss("triplet",
        [
            ("margin", golden.Params.Option("margin")), ("swap", golden.Params.Option("swap")),
            ("smooth", golden.Params.Option("smooth_loss")), ("normalize", distance.Option("normalize_embeddings")),
            ("norm", distance.Option("p")), ("power", distance.Option("power")),
            ("average",
                golden.Params.Text("reducer") switch { "AvgNonZero" => "violating", "Mean" => "all", _ => "sum" }),
            .. miner is null ? [] : new[] { ("miner", miner.Option("type")), ("miner-margin", miner.Option("margin")) },
        ]);
        var mined = loss.Measure(golden.Float64("student"), golden.Int64("labels")).Mined;
        return new Dictionary<string, Tensor>(Gradients(golden, loss)) { ["num_triplets"] = tensor((double)mined) };
    }

    private static DistillationLoss Loss(string name, params (string Name, string Value)[] options) =>
        LossRegistry.Create(
            name, options.ToDictionary(o => o.Name, o => o.Value), new LossContext(1, 1, 1, () => zeros(1, 1), 0));

    private static Dictionary<string, Tensor> Gradients(GoldenCase golden, DistillationLoss loss)
    {
        var student = golden.Float64("student", requiresGrad: true);
        var views = new NetworkOutputs(student, student, []);
        var value = loss.Forward(views, views, golden.Int64("labels"));
        value.backward();
        return new() { ["value"] = value, ["grad.student"] = student.grad! };
    }
}
