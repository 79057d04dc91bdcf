using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>What embeddings pass before they are compared: a linear map, three layers, or nothing.</summary>
public enum Head { Linear, Nonlinear, None }

/// <summary>Brings embeddings into a common space, then to length 1. State-dict names are RepDistiller's.</summary>
internal sealed class EmbeddingHead : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>? linear;

    internal EmbeddingHead(Head head, long from, long to) : base(nameof(EmbeddingHead))
    {
        linear = head switch
        {
            Head.Linear => nn.Linear(from, to),
            Head.Nonlinear => nn.Sequential(
                nn.Linear(from, from), nn.ReLU(), nn.Linear(from, to), nn.ReLU(), nn.Linear(to, to)),
            _ => null,
        };
        if (linear is not null) register_module(nameof(linear), linear);
    }

    /// <summary>[N, from] to [N, to].</summary>
    public override Tensor forward(Tensor embedding) => nn.functional.normalize(linear?.call(embedding) ?? embedding);
}
