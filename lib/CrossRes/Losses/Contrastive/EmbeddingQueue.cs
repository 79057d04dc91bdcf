using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// The last embeddings of a network, the newest first, each with the kind of its image: its class, or the image itself.
/// </summary>
internal sealed class EmbeddingQueue : nn.Module
{
    private const long Nothing = -1;

    /// <param name="length">Embeddings that it holds; the oldest leaves when another comes.</param>
    /// <param name="width">Columns of each.</param>
    internal EmbeddingQueue(long length, long width) : base(nameof(EmbeddingQueue))
    {
        register_buffer("rows", zeros(length, width));
        register_buffer("kinds", full([length], Nothing, int64));
    }

    /// <summary>[length, width], a copy: the queue moves on while gradients still need it.</summary>
    internal Tensor Rows => get_buffer("rows")!.clone();

    /// <summary>Takes in embeddings [N, width] of kinds [N], when training.</summary>
    internal void Add(Tensor embeddings, Tensor kinds)
    {
        if (!training)
            return;
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        Push(get_buffer("rows")!, embeddings);
        Push(get_buffer("kinds")!, kinds);
    }

    /// <summary>For each query the newest <paramref name="count"/> embeddings of neither of its two kinds.</summary>
    /// <param name="first">int64 [P].</param>
    /// <param name="second">int64 [P].</param>
    /// <returns>Positions [P, count], and whether there is such an embedding, bool of the same shape.</returns>
    internal (Tensor Positions, Tensor Valid) Others(Tensor first, Tensor second, int count)
    {
        using var frozen = no_grad();
        var kinds = get_buffer("kinds")!;
        var length = kinds.shape[0];
        var other = kinds.ne(Nothing)
            .logical_and(kinds.ne(first.unsqueeze(1))).logical_and(kinds.ne(second.unsqueeze(1)));
        var newness = arange(length, 0, -1, dtype: int64, device: kinds.device);
        var (found, positions) = (other.to_type(ScalarType.Int64) * newness).topk((int)Math.Min(count, length), 1);
        return (positions, found.gt(0));
    }

    private static void Push(Tensor queue, Tensor news)
    {
        var taken = Math.Min(queue.shape[0], news.shape[0]);
        var kept = queue.narrow(0, 0, queue.shape[0] - taken);
        queue.copy_(cat([news.narrow(0, 0, taken).to_type(queue.dtype), kept]));
    }
}
