using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// CRRCD's feature relation module: v = φ(ReLU(φᵢ a − φⱼ e)) says how an embedding e lies to an anchor a (eq. 1 and the
/// form below it). The first maps are apart, so that each embedding passes them once, however many relations it has.
/// </summary>
internal sealed class FeatureRelation : nn.Module
{
    private readonly Linear anchor, other, relation;

    /// <param name="anchorWidth">Columns of anchors.</param>
    /// <param name="otherWidth">Columns of the embeddings that are related to them.</param>
    /// <param name="width">Columns of relations.</param>
    internal FeatureRelation(long anchorWidth, long otherWidth, long width) : base(nameof(FeatureRelation))
    {
        (anchor, other, relation) = (nn.Linear(anchorWidth, width), nn.Linear(otherWidth, width), nn.Linear(width, width));
        register_module(nameof(anchor), anchor);
        register_module(nameof(other), other);
        register_module(nameof(relation), relation);
    }

    /// <summary>φᵢ: [N, anchorWidth] to [N, width].</summary>
    internal Tensor Anchors(Tensor embeddings) => anchor.call(embeddings);

    /// <summary>φⱼ: [N, otherWidth] to [N, width].</summary>
    internal Tensor Others(Tensor embeddings) => other.call(embeddings);

    /// <summary>Relations of mapped anchors and mapped others whose shapes broadcast to [..., width].</summary>
    internal Tensor Relate(Tensor anchors, Tensor others) => relation.call((anchors - others).relu());
}
