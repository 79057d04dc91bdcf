using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Brings embeddings into a common space, then to length 1: a linear map, a perceptron of three layers, or nothing.
/// State-dict names are RepDistiller's.
/// </summary>
internal sealed class EmbeddingHead : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>? linear;

    /// <param name="kind">linear, nonlinear or none.</param>
    internal EmbeddingHead(string kind, long from, long to) : base(nameof(EmbeddingHead))
    {
        linear = kind switch
        {
            "linear" => nn.Linear(from, to),
            "nonlinear" => nn.Sequential(nn.Linear(from, from), nn.ReLU(), nn.Linear(from, to), nn.ReLU(), nn.Linear(to, to)),
            _ => null,
        };
        if (linear is null)
            return;
        register_module(nameof(linear), linear);
    }

    /// <summary>[N, from] to [N, to].</summary>
    public override Tensor forward(Tensor embedding) => nn.functional.normalize(linear?.call(embedding) ?? embedding);
}
