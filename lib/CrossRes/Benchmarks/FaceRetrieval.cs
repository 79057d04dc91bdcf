using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Metrics;
using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Benchmarks;

/// <summary>1:N identification: each probe ranks a gallery of matches and distractors. Owns the set.</summary>
public sealed class FaceRetrieval(TinyFace set) : Benchmark
{
    public const string Rank1 = "Rank-1", Rank10 = "Rank-10", Rank20 = "Rank-20";

    public override ImageSet Train => set.Train;
    public override long TestCount => set.Gallery.Paths.Count + set.Probes.Paths.Count;
    public override int? Absent => set.Skipped.Count;
    public override Normalization Normalization => Normalization.Faces;
    public override string Sha256 => set.Sha256;
    public override string Headline => Rank1;

    public override IReadOnlyDictionary<string, double> Test(Backbone model, EvaluationTransform transform)
    {
        using var scope = NewDisposeScope();
        static Tensor Identities(FaceFiles files) => tensor([.. files.Identities], dtype: ScalarType.Int64);
        var ranks = RankK.Percent(Embed(model, set.Probes, transform), Identities(set.Probes),
            Embed(model, set.Gallery, transform), Identities(set.Gallery), 1, 10, 20);
        return new Dictionary<string, double> { [Rank1] = ranks[0], [Rank10] = ranks[1], [Rank20] = ranks[2] };
    }

    public override void Dispose() => set.Dispose();

    /// <summary>[N, D] on the CPU, of length 1; a tensor of the caller's dispose scope.</summary>
    private Tensor Embed(Backbone model, FaceFiles files, EvaluationTransform transform)
    {
        using var scope = NewDisposeScope();
        var rows = new List<Tensor>();
        foreach (var pictures in files.Read())
        {
            using var step = NewDisposeScope();
            var faces = new ImageSet("faces", pictures.Images, zeros(pictures.Images.shape[0], ScalarType.Int64), [""],
                set.Train.Origin);
            rows.Add(FaceEmbeddings.Compute(model, faces, transform, Normalization).MoveToOuterDisposeScope());
        }
        return cat(rows, 0).MoveToOuterDisposeScope();
    }
}
