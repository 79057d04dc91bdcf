using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>Which vector per image is compared: the embedding or the logits, as it is or scaled to length 1.</summary>
public sealed record FeatureChoice(string Feature = "embedding", string Normalize = "none")
{
    internal static LossOption[] Options { get; } =
    [
        new("feature", "embedding", "which vector per image is compared", "HORKD: feature instances", "embedding", "logits"),
        new("normalize", "none", "whose vectors are scaled to length 1", "none on CIFAR-100; RKD's metric learning: teacher", "none", "student", "teacher", "both"),
    ];

    internal static FeatureChoice From(LossOptions options) => new(options["feature"], options["normalize"]);

    /// <summary>Width of the chosen vector of a network with this embedding.</summary>
    internal long Width(long embedding, int classes) => Feature == "logits" ? classes : embedding;

    internal Tensor OfStudent(Views views) => Of(views, Normalize is "student" or "both");

    internal Tensor OfTeacher(Views views) => Of(views, Normalize is "teacher" or "both");

    private Tensor Of(Views views, bool unit)
    {
        var vectors = (Feature == "logits" ? views.Logits : views.Embedding).flatten(1);
        return unit ? nn.functional.normalize(vectors) : vectors;
    }
}
