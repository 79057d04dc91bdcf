using CrossRes.Data;
using Xunit;

namespace CrossRes.Tests.Data;

public class SamplerTests
{
    private static readonly long[] Labels = [.. Enumerable.Range(0, 200).Select(i => (long)(i % 20))];

    [Fact]
    public void A_batch_has_P_classes_with_K_images_each_and_no_image_twice()
    {
        var sampler = new ClassSampler(Labels, 32, 5);
        Assert.Equal(7, sampler.BatchCount);
        var batches = sampler.Epoch(1, 1).ToList();
        Assert.Equal(7, batches.Count);
        Assert.All(batches, batch =>
        {
            Assert.Distinct(batch);
            Assert.Equal(Enumerable.Repeat(5, 6), batch.CountBy(i => Labels[i]).Select(c => c.Value));
        });
    }

    [Fact]
    public void Classes_and_images_take_turns()
    {
        var batches = new ClassSampler(Labels, 50, 5).Epoch(3, 1).ToList(); // four batches of ten classes: everything once
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (long)i), batches.SelectMany(b => b).Order());
    }

    [Fact]
    public void An_epoch_is_a_function_of_seed_and_epoch()
    {
        var (one, other) = (new ClassSampler(Labels, 32, 4), new ClassSampler(Labels, 32, 4));
        _ = one.Epoch(1, 1).ToList();
        Assert.Equal(one.Epoch(1, 2), other.Epoch(1, 2));
        Assert.NotEqual(one.Epoch(1, 2), other.Epoch(1, 3));
        Assert.NotEqual(one.Epoch(1, 2), other.Epoch(2, 2));
    }

    [Fact]
    public void A_class_smaller_than_K_gives_all_it_has()
    {
        var batches = new ClassSampler([0, 1, 1, 2, 2, 2, 2], 9, 3).Epoch(1, 1).ToList();
        Assert.Equal([1, 2, 3], Assert.Single(batches).CountBy(i => i switch { 0 => 0, < 3 => 1, _ => 2 }).OrderBy(c => c.Key).Select(c => c.Value));
    }

    [Fact]
    public void K_larger_than_a_batch_is_refused()
    {
        var fault = Assert.Throws<ArgumentException>(() => new ClassSampler(Labels, 4, 5)).Message;
        Assert.Contains("5 images of each class in a batch of 4", fault);
    }
}
