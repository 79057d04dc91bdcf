using CrossRes.Metrics;
using CrossRes.Tests.Losses;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Metrics;

public class RetrievalTests
{
    [Fact]
    public void Neighbours_are_those_of_all_distances() => Batch.ForAll(batch =>
    {
        using var scope = NewDisposeScope();
        var (queries, references) = (Batch.Float64(batch.Student), Batch.Float64(Batch.Rows(new Random(1), 7, batch.Student[0].Length)));
        var all = cdist(queries, queries) + eye(queries.shape[0], dtype: float64) * 1e9;
        Assert.True(all.argsort(1).narrow(1, 0, 2).allclose(Neighbours.Nearest(queries, null, 2)));
        Assert.True(cdist(queries, references).argsort(1).allclose(Neighbours.Nearest(queries, references, 7)));
    });

    [Fact]
    public void More_queries_than_fit_a_block_exclude_themselves()
    {
        using var scope = NewDisposeScope();
        // 5000² distances are two blocks; on a line everyone's neighbour is the next or the previous
        var line = arange(5000, dtype: float64).square().unsqueeze(1);
        var expected = arange(-1, 4999).clamp_min(0);
        expected[0] = 1;
        Assert.True(expected.allclose(Neighbours.Nearest(line, null, 1).squeeze(1)));
    }

    [Fact]
    public void Recall_counts_lonely_queries_as_misses_and_retrieval_leaves_them_out()
    {
        using var scope = NewDisposeScope();
        var (embeddings, labels) = (tensor(new double[] { 0, 1, 5, 6, 20 }).unsqueeze(1), tensor(new long[] { 0, 0, 1, 1, 2 }));
        Assert.Equal([80, 80], RecallAtK.Percent(embeddings, labels, 1, 100));
        Assert.Equal(new RetrievalScores(100, 100, 100, 100), Retrieval.Scores(embeddings, labels));
        Assert.Equal(new RetrievalScores(0, 0, 0, 0), Retrieval.Scores(embeddings, arange(5)));
    }

    [Fact]
    public void What_has_no_neighbours_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("2 or more images", Assert.Throws<ArgumentException>(() => RecallAtK.Percent(zeros(1, 2), zeros(1, dtype: int64), 1)).Message);
        Assert.Contains("not finite", Assert.Throws<ArgumentException>(() => Neighbours.Nearest(full([3, 2], double.NaN), null, 1)).Message);
        Assert.Contains("of one width", Assert.Throws<ArgumentException>(() => Neighbours.Nearest(zeros(3, 2), zeros(3, 3), 1)).Message);
        Assert.Contains("a label for each", Assert.Throws<ArgumentException>(() => RecallAtK.Percent(zeros(3, 2), zeros(2, dtype: int64), 1)).Message);
        Assert.Contains("K of 1 or more", Assert.Throws<ArgumentException>(() => RecallAtK.Percent(zeros(3, 2), zeros(3, dtype: int64), 0)).Message);
    }
}
