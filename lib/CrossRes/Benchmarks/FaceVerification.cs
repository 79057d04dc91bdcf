using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Metrics;
using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Benchmarks;

/// <summary>Faces to learn from, tested on LFW's pairs: all folds, or one that is held out.</summary>
/// <param name="train">Faces of 112×112 pixels; owned, as are the pairs.</param>
/// <param name="lfw">The pairs.</param>
/// <param name="fold">The held-out fold, from 0; null: all.</param>
public sealed class FaceVerification(ImageSet train, Lfw lfw, int? fold) : Benchmark
{
    public override ImageSet Train => train;

    /// <summary>The pairs.</summary>
    public Lfw Pairs => lfw;

    /// <summary>The held-out fold, from 0; null: all are tested.</summary>
    public int? Fold => fold;

    public override long TestCount => lfw.ImagesOf(f => fold is null || f == fold).Count;
    public override int? Absent => lfw.Skipped.Count;
    public override Normalization Normalization => Normalization.Faces;
    public override string Sha256 { get; } =
        fold is null && !ReferenceEquals(train, lfw.Faces)
            ? Digest.Sha256(train.Origin.Sha256 + lfw.Faces.Origin.Sha256) : lfw.Faces.Origin.Sha256;
    public override string Headline => Verification.Accuracy;

    public override IReadOnlyDictionary<string, double> Test(Backbone model, EvaluationTransform transform)
    {
        using var embeddings = FaceEmbeddings.Compute(model, lfw.Faces, transform, Normalization);
        return fold is { } f ? Verification.HeldOut(embeddings, lfw, f) : Verification.AllFolds(embeddings, lfw);
    }

    public override void Dispose()
    {
        if (!ReferenceEquals(train, lfw.Faces)) train.Dispose();
        lfw.Dispose();
    }

    /// <summary>Everything but one fold to learn from.</summary>
    /// <exception cref="DataFileException">An identity of the fold occurs in another one too.</exception>
    public static FaceVerification HoldOut(Lfw lfw, int fold)
    {
        var tested = lfw.Pairs.Where(p => p.Fold == fold).SelectMany(Identities).ToHashSet();
        if (lfw.Pairs.FirstOrDefault(p => p.Fold != fold && Identities(p).Any(tested.Contains)) is { } pair)
            throw new DataFileException(
                "pairs.txt", $"line {pair.Line} (fold {pair.Fold + 1}) names "
                + $"{Identities(pair).First(tested.Contains)}, "
                    + $"who is in fold {fold + 1} too",
                "folds must not share identities where all but one are learned from");
        using var scope = NewDisposeScope();
        var rows = tensor([.. lfw.ImagesOf(f => f != fold)], dtype: ScalarType.Int64);
        return new(
            lfw.Faces with
            {
                Name = $"all folds but {fold + 1}",
                Images = lfw.Faces.Images.index_select(0, rows).DetachFromDisposeScope(),
                Labels = lfw.Faces.Labels.index_select(0, rows).DetachFromDisposeScope(),
            }, lfw, fold);

        static IEnumerable<string> Identities(LfwPair pair) => [pair.First.Identity, pair.Second.Identity];
    }
}
