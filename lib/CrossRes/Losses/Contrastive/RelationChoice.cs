using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>What CRRCD's critic chooses from, for P pairs of anchor and image; all vectors have length 1.</summary>
/// <param name="Queries">The learner's relations, [P, width].</param>
/// <param name="Positives">The same pairs' relations in the other space, [P, width].</param>
/// <param name="Negatives">Relations of the same anchors to other images there, [P, n, width].</param>
/// <param name="Valid">bool [P, n]: false where too little is remembered yet.</param>
public sealed record RelationChoice(Tensor Queries, Tensor Positives, Tensor Negatives, Tensor Valid);
