using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>What a network shows of itself for one batch; every distillation loss reads from here.</summary>
/// <param name="Logits">Class scores before softmax, [N, C].</param>
/// <param name="Embedding">Input of the last linear layer, [N, D].</param>
/// <param name="Maps">One feature map [N, c, h, w] per stage, shallow to deep.</param>
public sealed record NetworkOutputs(Tensor Logits, Tensor Embedding, IReadOnlyList<Tensor> Maps);
