using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// CRRCD's critic (eq. 10) and its loss (eq. 11). With n negatives, log n minus the loss is at most the mutual
/// information of what is compared, in nats (eq. 9).
/// </summary>
internal sealed class RelationCritic : nn.Module
{
    private readonly double temperature;
    private readonly long images;
    private readonly PartitionConstant? z;

    /// <param name="temperature">τ.</param>
    /// <param name="images">m, the training images.</param>
    /// <param name="normalized">Whether likelihoods are divided by Z.</param>
    internal RelationCritic(double temperature, long images, bool normalized) : base(nameof(RelationCritic))
    {
        (this.temperature, this.images) = (temperature, images);
        z = normalized ? new PartitionConstant(images) : null;
        if (z is not null)
            register_module(nameof(z), z);
    }

    /// <summary>The loss, a mean over pairs of anchor and image of the sums over their negatives.</summary>
    internal Tensor Loss(RelationChoice choice)
    {
        var (own, others) = Logits(choice);
        var rejected = nn.functional.logsigmoid(-others).masked_fill(choice.Valid.logical_not(), 0);
        return -(nn.functional.logsigmoid(own).sum() + rejected.sum()) / own.shape[0];
    }

    /// <summary>
    /// log h/(1 − h) of positives [P, 1] and negatives [P, n]: the form in which neither log h nor log(1 − h)
    /// overflows.
    /// </summary>
    internal (Tensor Positives, Tensor Negatives) Logits(RelationChoice choice)
    {
        var own = (choice.Queries * choice.Positives).sum([1], keepdim: true) / temperature;
        var others = choice.Negatives.matmul(choice.Queries.unsqueeze(2)).squeeze(2) / temperature;
        var count = choice.Valid.sum([1], keepdim: true, type: own.dtype);
        // a pair without negatives is scored as one with a single one
        var offset = (count.clamp_min(1) / images).log();
        if (z is not null)
        {
            var valid = cat([ones_like(own, dtype: ScalarType.Bool), choice.Valid], 1);
            offset = offset + z.LogZ(cat([own, others], 1), valid).to_type(own.dtype);
        }
        return (own - offset, others - offset);
    }
}

/// <summary>What CRRCD's critic chooses from, for P pairs of anchor and image; all vectors have length 1.</summary>
/// <param name="Queries">The learner's relations, [P, width].</param>
/// <param name="Positives">The same pairs' relations in the other space, [P, width].</param>
/// <param name="Negatives">Relations of the same anchors to other images there, [P, n, width].</param>
/// <param name="Valid">bool [P, n]: false where too little is remembered yet.</param>
public sealed record RelationChoice(Tensor Queries, Tensor Positives, Tensor Negatives, Tensor Valid);

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
    internal Tensor Relations(Tensor anchors, Tensor embeddings) =>
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

/// <summary>
/// Which images of a batch serve as anchors for each image: random ones of other classes, then of its own; the image
/// itself where it is alone.
/// </summary>
internal sealed class RelationAnchors : nn.Module
{
    private readonly int count;
    private readonly Draws draws;

    /// <param name="count">Anchors of each image; all others where there are fewer.</param>
    internal RelationAnchors(int count, long seed) : base(nameof(RelationAnchors))
    {
        (this.count, draws) = (count, new Draws(seed, "anchors"));
        register_module(nameof(draws), draws);
    }

    /// <summary>Places of anchors and of the images that they are drawn for, [P] each, for kinds [N].</summary>
    internal (Tensor Anchors, Tensor Images) Draw(Tensor kinds)
    {
        using var frozen = no_grad();
        using var generator = draws.Next();
        var (all, each) = (kinds.shape[0], Math.Clamp(kinds.shape[0] - 1, 1, count));
        var other = kinds.unsqueeze(0).ne(kinds.unsqueeze(1)).cpu().to_type(ScalarType.Float32);
        var self = eye(all, dtype: float32);
        // others: 1 … 2, own class: 0 … 1, itself: below 0
        var rank = rand(all, all, generator: generator) + other - 2 * self;
        var (_, chosen) = rank.topk((int)each, 1);
        return (chosen.flatten().to(kinds.device), arange(all, device: kinds.device).repeat_interleave(each));
    }
}
