using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Where CRRCD's critic compares relations: a feature relation module, then the critic's linear map to length 1 (h₁, h₂
/// of eq. 10).
/// </summary>
internal sealed class RelationSpace : nn.Module
{
    private readonly FeatureRelation relation;
    private readonly EmbeddingHead head;

    /// <inheritdoc cref="FeatureRelation"/>
    internal RelationSpace(long anchorWidth, long otherWidth, long width) : base(nameof(RelationSpace))
    {
        relation = new FeatureRelation(anchorWidth, otherWidth, width);
        head = new EmbeddingHead(Head.Linear, width, width);
        register_module(nameof(relation), relation);
        register_module(nameof(head), head);
    }

    /// <summary>Relation i of anchor i to embedding i, [P, width].</summary>
    internal Tensor Of(Tensor anchors, Tensor embeddings) =>
        head.call(relation.Relate(relation.Anchors(anchors), relation.Others(embeddings)));

    /// <summary>Relations of anchor i to embeddings at positions [P, n] of a memory [Q, D]: [P, n, width].</summary>
    internal Tensor Among(Tensor anchors, Tensor memory, Tensor positions)
    {
        var others = relation.Others(memory).index_select(0, positions.flatten())
            .view(positions.shape[0], positions.shape[1], -1);
        return head.call(relation.Relate(relation.Anchors(anchors).unsqueeze(1), others).flatten(0, 1)).view_as(others);
    }
}

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
        (anchor, other) = (nn.Linear(anchorWidth, width), nn.Linear(otherWidth, width));
        relation = nn.Linear(width, width);
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
