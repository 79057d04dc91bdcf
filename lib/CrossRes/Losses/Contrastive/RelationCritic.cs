using TorchSharp;
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
            offset = offset + z.Of(cat([own, others], 1), valid).to_type(own.dtype);
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
