using CrossRes.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Display;

/// <summary>
/// Queries with their nearest images: a row for each, the query first, then the neighbours in a green frame (its class)
/// or a red one.
/// </summary>
public static class NeighbourGallery
{
    private const int Frame = 3;
    private static readonly byte[] Green = [0, 150, 60], Red = [210, 30, 30];

    /// <summary>
    /// As many queries whose nearest image is a hit as queries where it is a miss, spread over the set.
    /// </summary>
    /// <param name="images">uint8 [N, 3, H, W].</param>
    /// <param name="labels">int64 [N].</param>
    /// <param name="embeddings">[N, D].</param>
    /// <param name="rows">Queries in all.</param>
    /// <param name="neighbours">Images beside each.</param>
    public static ImageGrid Create(Tensor images, Tensor labels, Tensor embeddings, int rows = 6, int neighbours = 7)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var nearest = Neighbours.Nearest(embeddings.cpu(), null, neighbours);
        var own = labels.cpu();
        var hits = own.index_select(0, nearest.flatten()).view_as(nearest).eq(own.unsqueeze(1));
        var first = hits.select(1, 0);
        var queries = cat([Spread(first, rows - rows / 2), Spread(first.logical_not(), rows / 2)], 0);
        var shown = cat([queries.unsqueeze(1), nearest.index_select(0, queries)], 1).flatten();
        var pictures = images.cpu().index_select(0, shown);
        var right = hits.index_select(0, queries).data<bool>().ToArray();
        var captions = new List<string>();
        for (var i = 0; i < shown.shape[0]; i++)
        {
            var (row, column) = (i / (neighbours + 1), i % (neighbours + 1) - 1);
            var hit = column >= 0 && right[row * neighbours + column];
            captions.Add(column < 0 ? "query" : hit ? "hit" : "miss");
            if (column >= 0) Paint(pictures[i], hit ? Green : Red);
        }
        return new ImageGrid(pictures) { Columns = neighbours + 1, Zoom = Math.Max(1, 80 / (int)images.shape[3]),
            Captions = captions };
    }

    /// <summary>Some positions of a truth, evenly among all of them.</summary>
    private static Tensor Spread(Tensor truth, int count)
    {
        var places = truth.nonzero().squeeze(1);
        var all = places.shape[0];
        return places.index_select(0,
            tensor([.. Enumerable.Range(0, (int)Math.Min(count, all)).Select(i => i * all / Math.Min(count, all))]));
    }

    private static void Paint(Tensor picture, byte[] colour)
    {
        using var scope = NewDisposeScope();
        var ink = tensor(colour).view(3, 1, 1);
        foreach (var dimension in (long[])[1, 2])
        {
            picture.narrow(dimension, 0, Frame).copy_(ink.expand_as(picture.narrow(dimension, 0, Frame)));
            var end = picture.narrow(dimension, picture.shape[(int)dimension] - Frame, Frame);
            end.copy_(ink.expand_as(end));
        }
    }
}
