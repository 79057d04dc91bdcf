using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>
/// Squared distances between images in blocks, the images ordered by class. Lives in the caller's dispose scope.
/// </summary>
internal sealed class ClassBlocks
{
    private const long Side = 1024; // a block of float32 is 4 MiB

    private readonly Tensor left, right; // [N, D + 2], whose products are squared distances
    private readonly Tensor labels;
    private readonly (long Start, long Count, long First, long Last)[] blocks; // the labels from First to Last

    internal ClassBlocks(Tensor embeddings, Tensor unordered)
    {
        var order = unordered.argsort(0);
        labels = unordered.index_select(0, order);
        var x = embeddings.index_select(0, order);
        x = x - x.mean([0], keepdim: true); // so that close rows do not cancel
        var (squares, ones) = (x.square().sum(1, keepdim: true), ones_like(x.narrow(1, 0, 1)));
        (left, right) = (cat([x * -2, squares, ones], 1), cat([x, ones, squares], 1));
        var host = labels.cpu().data<long>().ToArray();
        blocks = [.. from start in Enumerable.Range(0, (int)((host.Length + Side - 1) / Side)).Select(b => b * Side)
                     let count = Math.Min(Side, host.Length - start)
                     select (start, count, host[start], host[start + count - 1])];
    }

    /// <summary>
    /// For each image how many of other classes are nearer than the nearest of its own, int64 [N]; the largest number
    /// where it is alone.
    /// </summary>
    internal Tensor NearerThanOwn()
    {
        var own = full_like(left.select(1, 0), double.PositiveInfinity);
        foreach (var (i, j) in Pairs().Where(p => Meet(p.I, p.J)))
        {
            using var block = NewDisposeScope();
            var distances = Distances(i, j).masked_fill_(Same(i, j).logical_not(), double.PositiveInfinity);
            if (i == j) distances.diagonal().fill_(double.PositiveInfinity);
            Block(own, i).copy_(Block(own, i).minimum(distances.amin([1])));
            Block(own, j).copy_(Block(own, j).minimum(distances.amin([0])));
        }
        var nearer = zeros_like(own);
        foreach (var (i, j) in Pairs())
        {
            using var block = NewDisposeScope();
            var distances = Distances(i, j);
            if (Meet(i, j)) distances.masked_fill_(Same(i, j), double.PositiveInfinity);
            // in place: 0 and 1 of their own type are summed fast
            if (i != j) Block(nearer, j).add_(distances.clone().lt_(Block(own, j).unsqueeze(0)).sum([0]));
            Block(nearer, i).add_(distances.lt_(Block(own, i).unsqueeze(1)).sum([1]));
        }
        return where(own.isinf(), long.MaxValue, nearer.to_type(ScalarType.Int64));
    }

    private IEnumerable<(int I, int J)> Pairs() =>
        from i in Enumerable.Range(0, blocks.Length) from j in Enumerable.Range(i, blocks.Length - i) select (i, j);

    /// <summary>Whether two blocks, the second not before the first, share a class.</summary>
    private bool Meet(int i, int j) => blocks[i].Last >= blocks[j].First;

    private Tensor Distances(int i, int j) => Block(left, i).matmul(Block(right, j).t());

    private Tensor Same(int i, int j) => Block(labels, i).unsqueeze(1).eq(Block(labels, j).unsqueeze(0));

    private Tensor Block(Tensor rows, int block) => rows.narrow(0, blocks[block].Start, blocks[block].Count);
}
