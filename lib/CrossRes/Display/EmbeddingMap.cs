using CrossRes.Common;
using Plotly.NET;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Display;

/// <summary>Embeddings on the plane of their two principal components, coloured by class.</summary>
public static class EmbeddingMap
{
    private const int Rounds = 100;

    /// <param name="embeddings">[N, D].</param>
    /// <param name="labels">int64 [N].</param>
    /// <param name="names">Of the classes; the first <paramref name="classes"/> are shown.</param>
    public static GenericChart Figure(string title, Tensor embeddings, Tensor labels, IReadOnlyList<string> names,
        int classes = 6)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var x = embeddings.detach().cpu().to_type(ScalarType.Float64);
        x = x - x.mean([0], keepdim: true);
        var plane = x.matmul(Components(x));
        var share = (plane.square().sum() / x.square().sum().clamp_min(1e-300)).ToDouble();
        return Plot.Figure(title,
            $"first principal component ({100 * share:0} % of the variance is shown)", "second principal component",
            Enumerable.Range(0, Math.Min(classes, names.Count)).Select(Points));

        GenericChart Points(int label)
        {
            var own = plane.index_select(0, labels.cpu().eq(label).nonzero().squeeze(1));
            double[] Column(int c) => own.select(1, c).contiguous().data<double>().ToArray();
            return Plot.Points(names[label], Column(0), Column(1));
        }
    }

    /// <summary>Directions of the largest variance, [D, 2], by orthogonal iteration.</summary>
    private static Tensor Components(Tensor x)
    {
        using var generator = RandomStreams.Generator(1, "principal components");
        var covariance = x.t().matmul(x);
        var directions = randn([x.shape[1], 2], ScalarType.Float64, generator: generator);
        for (var round = 0; round < Rounds; round++)
        {
            directions = covariance.matmul(directions);
            var first = nn.functional.normalize(directions.select(1, 0), dim: 0);
            var second = directions.select(1, 1);
            second = nn.functional.normalize(second - first * (first * second).sum(), dim: 0);
            directions = stack([first, second], 1);
        }
        return directions;
    }
}
