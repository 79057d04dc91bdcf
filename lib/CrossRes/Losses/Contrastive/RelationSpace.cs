using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>Where CRRCD's critic compares relations: a feature relation module, then the critic's linear map to length 1 (h₁, h₂ of eq. 10).</summary>
internal sealed class RelationSpace : nn.Module
{
    private readonly FeatureRelation relation;
    private readonly EmbeddingHead head;

    /// <inheritdoc cref="FeatureRelation"/>
    internal RelationSpace(long anchorWidth, long otherWidth, long width) : base(nameof(RelationSpace))
    {
        relation = new FeatureRelation(anchorWidth, otherWidth, width);
        head = new EmbeddingHead("linear", width, width);
        register_module(nameof(relation), relation);
        register_module(nameof(head), head);
    }

    /// <summary>Relation i of anchor i to embedding i, [P, width].</summary>
    internal Tensor Of(Tensor anchors, Tensor embeddings) =>
        head.call(relation.Relate(relation.Anchors(anchors), relation.Others(embeddings)));

    /// <summary>Relations of anchor i to the embeddings at positions [P, n] of a memory [Q, D]: [P, n, width].</summary>
    internal Tensor Among(Tensor anchors, Tensor memory, Tensor positions)
    {
        var others = relation.Others(memory).index_select(0, positions.flatten()).view(positions.shape[0], positions.shape[1], -1);
        return head.call(relation.Relate(relation.Anchors(anchors).unsqueeze(1), others).flatten(0, 1)).view_as(others);
    }
}
