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
                ("margin", Text(golden, "margin")), ("normalize", "no"), ("negatives", golden.Params.GetProperty("sampler").GetString()!));
            var triplets = loss.Choose(golden.Float64("student"), golden.Int64("labels"));
            return new Dictionary<string, Tensor>(Gradients(golden, loss)) { ["triplets"] = stack([triplets.Anchors, triplets.Positives, triplets.Negatives], 1) };
        },
        ["loss.triplet_hard.yulu0724"] = golden =>
        {
            using var loss = Loss("triplet.hard", ("margin", Text(golden, "margin")));
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
        string YesNo(System.Text.Json.JsonElement flag) => flag.GetBoolean() ? "yes" : "no";
        var distance = golden.Params.GetProperty("distance");
        var miner = golden.Params.GetProperty("miner") is { ValueKind: System.Text.Json.JsonValueKind.Object } given ? given : default;
        using var loss = (TripletMargin)Loss("triplet",
        [
            ("margin", Text(golden, "margin")), ("swap", YesNo(golden.Params.GetProperty("swap"))), ("smooth", YesNo(golden.Params.GetProperty("smooth_loss"))),
            ("normalize", YesNo(distance.GetProperty("normalize_embeddings"))), ("norm", distance.GetProperty("p").GetRawText()),
            ("power", distance.GetProperty("power").GetRawText()),
            .. miner.ValueKind == default ? [] : new[] { ("miner", miner.GetProperty("type").GetString()!), ("miner-margin", miner.GetProperty("margin").GetRawText()) },
        ]);
        var mined = loss.Measure(golden.Float64("student"), golden.Int64("labels")).Mined;
        return new Dictionary<string, Tensor>(Gradients(golden, loss)) { ["num_triplets"] = tensor((double)mined) };
    }

    private static string Text(GoldenCase golden, string param) => golden.Params.GetProperty(param).GetRawText();

    private static DistillationLoss Loss(string name, params (string Name, string Value)[] options) =>
        LossRegistry.Create(name, options.ToDictionary(o => o.Name, o => o.Value), new LossContext(1, 1, 1, () => zeros(1, 1), 0));

    private static Dictionary<string, Tensor> Gradients(GoldenCase golden, DistillationLoss loss)
    {
        var student = golden.Float64("student", requiresGrad: true);
        var views = new Views(student, student, []);
        var value = loss.Forward(views, views, golden.Int64("labels"));
        value.backward();
        return new() { ["value"] = value, ["grad.student"] = student.grad! };
    }
}
