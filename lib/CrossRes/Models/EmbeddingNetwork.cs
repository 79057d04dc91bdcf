using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>
/// A network whose embedding has a chosen size: where the backbone has its classifier there is a linear embedding
/// [N, D], and the class logits rest on that.
/// </summary>
internal sealed class EmbeddingNetwork : Backbone
{
    private readonly Backbone backbone;
    private readonly Linear classifier;

    internal EmbeddingNetwork(ModelSpec spec, int size) : base(spec)
    {
        backbone = ModelZoo.Create(spec with { Classes = size, Embedding = null, UnitLength = null, Enlarged = null });
        classifier = nn.Linear(size, spec.Classes);
        RegisterComponents();
    }

    public override long EmbeddingSize => classifier.in_features;

    public override long MinimumSide => backbone.MinimumSide;

    internal override string PretrainedName(string name) =>
        name.StartsWith("backbone.") ? name["backbone.".Length..] : name;

    protected override NetworkOutputs Run(Tensor images)
    {
        var seen = backbone.Observe(images);
        return new NetworkOutputs(classifier.forward(seen.Logits), seen.Logits, seen.Maps);
    }
}
