using CrossRes.Data.Resampling;
using CrossRes.Data.Sets;
using CrossRes.Metrics;
using Plotly.NET;
using static TorchSharp.torch;

namespace CrossRes.Display;

/// <summary>Pictures of a face verification.</summary>
public static class VerificationFigures
{
    /// <summary>How similar pairs of the same and of different identity are.</summary>
    public static GenericChart Histogram(string title, IReadOnlyList<(double Similarity, bool Same)> pairs)
    {
        return Plot.Figure(title, "cosine of the embeddings", "pairs", Histogram("same identity", true),
            Histogram("different identities", false));

        GenericChart Histogram(string name, bool same) =>
            Plot.Histogram(name, pairs.Where(p => p.Same == same).Select(p => p.Similarity), bins: 50);
    }

    /// <summary>ROC curves, one for each network.</summary>
    public static GenericChart Roc(string title,
        params IReadOnlyList<(string Name, IReadOnlyList<(double Similarity, bool Same)> Pairs)> networks) =>
        Plot.Figure(title, "different pairs accepted, %", "same pairs accepted, %", networks.Select(n =>
        {
            var points = new RocCurve([.. n.Pairs.Select(p => p.Similarity)], [.. n.Pairs.Select(p => p.Same)]).Points;
            return Plot.Line(n.Name, points.Select(p => p.False), points.Select(p => p.True));
        }));

    /// <summary>
    /// Pairs as a teacher and a student see them: in each picture the two faces whole above, and degraded below.
    /// </summary>
    /// <param name="which">Positions in <see cref="Lfw.Pairs"/>.</param>
    /// <param name="side">Of the student's images, in pixels.</param>
    /// <param name="captions">One for each pair; null for none.</param>
    public static ImageGrid Pairs(Lfw lfw, IReadOnlyList<int> which, int side, string resampler,
        IReadOnlyList<string>? captions = null)
    {
        using var scope = NewDisposeScope();
        using var down = Resampler.Named(resampler, FaceCrop.Side, FaceCrop.Side, side, side);
        using var up = Resampler.Named("pillow-nearest", side, side, FaceCrop.Side, FaceCrop.Side);
        Tensor Faces(Func<(long First, long Second), long> end) =>
            lfw.Faces.Images.index_select(0, tensor([.. which.Select(k => end(lfw.Ends[k]))], dtype: ScalarType.Int64));
        var whole = cat([Faces(e => e.First), Faces(e => e.Second)], 3);
        var seen = cat([up.Apply(down.Apply(Faces(e => e.First))), up.Apply(down.Apply(Faces(e => e.Second)))], 3);
        return new ImageGrid(cat([whole, seen], 2)) { Columns = 4, Zoom = 1, Captions = captions ?? [] };
    }
}
