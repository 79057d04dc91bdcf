using CrossRes.Losses;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

public class TripletTests
{
    public static TheoryData<string> Choices => ["weighted", "hard", "semihard", "all"];

    [Theory, MemberData(nameof(Choices))]
    public void A_positive_is_of_the_class_and_a_negative_is_not(string negatives) => Batch.ForAll(batch =>
    {
        using var scope = NewDisposeScope();
        using var loss = (TripletSampled)LossProbe.Create("triplet.sampled", batch, ("negatives", negatives));
        var labels = batch.Labels;
        var triplets = loss.Choose(Batch.Float64(batch.Student), batch.LabelTensor());
        int Positives(long label) => labels.Count(l => l == label) - 1;
        var pairs = labels.Where(a => labels.Any(l => l != a)).Sum(Positives);
        var expected = negatives == "all" ? labels.Sum(a => Positives(a) * labels.Count(l => l != a)) : pairs;
        Assert.Equal(expected, triplets.Count);
        var (anchors, positives) = (Numbers(triplets.Anchors), Numbers(triplets.Positives));
        foreach (var (a, p, n) in anchors.Zip(positives, Numbers(triplets.Negatives)))
        {
            Assert.True(a != p && labels[a] == labels[p]);
            Assert.NotEqual(labels[a], labels[n]);
        }
    });

    [Fact]
    public void Negatives_by_weight_are_near_but_not_the_nearest_only()
    {
        using var scope = NewDisposeScope();
        // one pair, and negatives at distances of about 0.7, 1.2 and 2 (opposite: too easy)
        var angles = tensor(new[] { 0, 0.1, 0.7, 1.29, Math.PI });
        var rows = cat([angles.cos().unsqueeze(1), angles.sin().unsqueeze(1), zeros(5, 4, float64)], 1);
        using var loss = (TripletSampled)LossProbe.Create("triplet.sampled", Batch.Of(1, 5, 6, 6));
        var counts = new int[5];
        for (var i = 0; i < 200; i++)
            foreach (var negative in Numbers(loss.Choose(rows, tensor(new long[] { 0, 0, 1, 1, 1 })).Negatives))
                counts[negative]++;
        // the pairs of the three others count, too: their negatives are rows 0 and 1
        Assert.True(counts[2] > counts[3] && counts[3] > 0, string.Join(' ', counts));
        Assert.Equal(0, counts[4]);
    }

    private static long[] Numbers(Tensor tensor) => tensor.data<long>().ToArray();
}
