using CrossRes.Common;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Common;

public class RandomStreamsTests
{
    // computed by an independent program from the description in the doc comment
    [Fact]
    public void Keys_have_known_values()
    {
        Assert.Equal(6566800829925814604, RandomStreams.Key(0, ""));
        Assert.Equal(-8326430200329028542, RandomStreams.Key(1, "order", 0));
        Assert.Equal(-5536719810317123351, RandomStreams.Key(1, "order", 1));
        Assert.Equal(8308398626148801004, RandomStreams.Key(-1, "augment", 3, 7));
        Assert.Equal([37, 155, 144, 8, 72], RandomStreams.Draw(RandomStreams.Key(1, "augment", 0), [0, 1, 2, 3, 4], 162));
    }

    [Fact]
    public void Keys_differ_by_seed_purpose_index_and_number_of_indices()
    {
        long[] keys = [RandomStreams.Key(1, "a"), RandomStreams.Key(2, "a"), RandomStreams.Key(1, "b"), RandomStreams.Key(1, "a", 0), RandomStreams.Key(1, "a", 0, 0), RandomStreams.Key(1, "a", 0, 1), RandomStreams.Key(1, "a", 1, 0)];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void A_generator_gives_the_same_numbers_whatever_was_drawn_before()
    {
        using var scope = NewDisposeScope();
        using var first = RandomStreams.Generator(5, "init", 2);
        var numbers = rand([8], generator: first);
        rand(100);
        using var other = RandomStreams.Generator(5, "init", 3);
        rand([8], generator: other);
        using var second = RandomStreams.Generator(5, "init", 2);
        Assert.Equal(numbers.data<float>().ToArray(), rand([8], generator: second).data<float>().ToArray());
    }

    [Fact]
    public void Draws_of_a_counter_do_not_depend_on_its_neighbours()
    {
        var all = RandomStreams.Draw(42, [7, 8, 9], 1000);
        Assert.Equal(all[1], RandomStreams.Draw(42, [8], 1000)[0]);
        Assert.Equal([all[2], all[0]], RandomStreams.Draw(42, [9, 7], 1000));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomStreams.Draw(42, [1], 0));
    }
}
