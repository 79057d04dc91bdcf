using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Metrics;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Metrics;

public class FaceEvaluationTests
{
    [Fact]
    public void Embeddings_of_one_direction_for_each_identity_verify_without_error()
    {
        using var scope = NewDisposeScope();
        var lfw = Pairs(identities: 40);
        var embeddings = Separable();
        var all = Verification.AllFolds(embeddings, lfw);
        Assert.Equal((100, 0, 100), (all[Verification.Accuracy], all[Verification.Deviation], all[Verification.Centred]));
        Assert.Equal((100, 100), (all[Verification.RocArea], all[Verification.BestThreshold]));
        var held = Verification.HeldOut(embeddings, lfw, 3);
        Assert.Equal(all[Verification.Fold(3)], held[Verification.Accuracy]);
        Assert.Equal(all[Verification.Fold(3, Verification.Centred)], held[Verification.Centred]);
        Assert.Equal(100, Verification.Best(embeddings, lfw));
    }

    [Fact]
    public void A_fold_is_found_by_its_number_where_an_earlier_one_is_gone()
    {
        using var scope = NewDisposeScope();
        var lfw = Pairs(identities: 40);
        var kept = lfw.Pairs.Zip(lfw.Ends).Where(p => p.First.Fold != 0).ToList();
        var part = lfw with { Pairs = [.. kept.Select(p => p.First)], Ends = [.. kept.Select(p => p.Second)] };
        Assert.Equal(100, Verification.HeldOut(Separable(), part, 9)[Verification.Accuracy]);
        Assert.StartsWith("no pair of fold 1 is left", Assert.Throws<ArgumentException>(() => Verification.HeldOut(Separable(), part, 0)).Message);
    }

    /// <summary>Two images of each of 40 identities, in one direction.</summary>
    private static Tensor Separable()
    {
        var directions = nn.functional.normalize(randn(40, 64, generator: new Generator(1)));
        return nn.functional.normalize(directions.repeat_interleave(2, 0) + 0.02 * randn(80, 64, generator: new Generator(2)));
    }

    [Fact]
    public void Folds_of_unequal_size_keep_their_boundaries()
    {
        bool[] same = [true, true, false, true, false];
        double[] distances = [0.1, 0.1, 0.5, 2.1, 2.5];
        var folds = new PairFolds(distances, same, 2).In([0, 0, 0, 1, 1]);
        Assert.Equal(2, TenFold.Measure(folds).FoldAccuracies.Length);
        Assert.Equal(50, TenFold.Measure(folds).FoldAccuracies[1]); // the first fold's threshold accepts none
        Assert.Throws<ArgumentException>(() => new PairFolds(distances, same, 2).In([0, 0, 0, 0, 0]));
    }

    [Fact]
    public void The_area_is_how_often_a_pair_of_the_same_identity_scores_higher()
    {
        Assert.Equal(100, new RocCurve([3, 2, 1], [true, true, false]).Area, 9);
        Assert.Equal(75, new RocCurve([4, 3, 2, 1], [true, false, true, false]).Area, 9);
        Assert.Equal(50, new RocCurve([1, 1], [true, false]).Area, 9);
    }

    [Fact]
    public void A_linear_head_names_what_can_be_separated()
    {
        using var scope = NewDisposeScope();
        var labels = arange(5).repeat(20);
        var centres = randn(5, 8, generator: new Generator(1)) * 4;
        Tensor Sample(ulong seed) => centres.index_select(0, labels) + randn(100, 8, generator: new Generator(seed));
        var (train, test) = (Sample(2), Sample(3));
        var logits = LinearHead.Logits(train, labels, test, 5);
        Assert.InRange(TopK.Accuracy(logits, labels, 1), 95, 100);
        Assert.True(LinearHead.Logits(train, labels, test, 5).eq(logits).all().item<bool>());
    }

    [Fact]
    public void Corruptions_change_images_the_same_way_every_time()
    {
        using var scope = NewDisposeScope();
        var images = randint(0, 256, [2, 3, 16, 16], ScalarType.Byte);
        foreach (var corruption in Corruption.All)
        {
            var changed = corruption.Apply(images);
            Assert.Equal(images.shape, changed.shape);
            Assert.True(changed.eq(corruption.Apply(images)).all().item<bool>());
            Assert.Equal(corruption.Name == "none", changed.eq(images).all().item<bool>());
        }
        var flat = full([1, 3, 8, 8], 100, ScalarType.Byte);
        Assert.True(Corruption.All.Single(c => c.Name == "blur").Apply(flat).eq(flat).all().item<bool>());
        Assert.True(Corruption.All.Single(c => c.Name == "darker").Apply(flat).eq(40).all().item<bool>());
    }

    /// <summary>Two images of each identity; each fold has the same pairs of four identities, and as many different ones.</summary>
    private static Lfw Pairs(int identities)
    {
        var pairs = new List<(LfwPair Pair, (long, long) Ends)>();
        LfwImage Image(int identity, int number) => new($"P{identity}", number);
        for (var fold = 0; fold < 10; fold++)
        {
            int[] own = [.. Enumerable.Range(0, identities / 10).Select(k => fold * identities / 10 + k)];
            foreach (var i in own) pairs.Add((new(0, fold, Image(i, 1), Image(i, 2)), (2 * i, 2 * i + 1)));
            foreach (var (k, i) in own.Index())
            {
                var j = own[(k + 1) % own.Length];
                pairs.Add((new(0, fold, Image(i, 1), Image(j, 2)), (2 * i, 2 * j + 1)));
            }
        }
        var faces = new ImageSet("none", zeros(1), zeros(1), [], new("none", "synthetic", new string('0', 64)));
        return new Lfw(faces, [.. pairs.Select(p => p.Pair)], [.. pairs.Select(p => p.Ends)], []);
    }
}
