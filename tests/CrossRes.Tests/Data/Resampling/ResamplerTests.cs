using CrossRes.Data.Resampling;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data.Resampling;

public class ResamplerTests
{
    [Fact]
    public void Bilinear_by_two_weighs_four_pixels_with_1_3_3_1_eighths()
    {
        var weights = PillowFilter.All.Single(f => f.Spec.Name == "pillow-bilinear").Weights(32, 16);
        var row = weights.AsSpan(5 * 32, 32).ToArray().Select(w => w / PillowResampler.One).ToArray();
        Assert.Equal([1 / 8.0, 3 / 8.0, 3 / 8.0, 1 / 8.0], row[9..13]);
        Assert.Equal(1, row.Sum(), 12);
    }

    public static TheoryData<string> Names => [.. Resampler.Known.Select(s => s.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_constant_image_stays_constant_and_images_do_not_mix(string name)
    {
        using var scope = NewDisposeScope();
        using var resampler = Resampler.Named(name, 13, 9, 5, 12);
        var values = tensor(new byte[] { 0, 255, 77, 3, 128, 254 }, [2, 3, 1, 1]);
        var resized = resampler.Apply(values.expand(2, 3, 13, 9));
        Assert.Equal([2, 3, 5, 12], resized.shape);
        Assert.Equal(ScalarType.Byte, resized.dtype);
        Assert.True((resized == values).all().item<bool>());
    }

    [Fact]
    public void The_same_size_changes_nothing_and_the_result_is_independent()
    {
        using var scope = NewDisposeScope();
        using var resampler = Resampler.Named("pillow-lanczos", 8, 8, 8, 8);
        var images = randint(0, 256, [2, 3, 8, 8], ScalarType.Byte);
        Assert.True((resampler.Apply(images) == images).all().item<bool>());
    }

    [Fact]
    public void Wrong_requests_are_refused_in_words()
    {
        using var scope = NewDisposeScope();
        var unknown = Assert.Throws<ArgumentException>(() => Resampler.Named("bilinear", 32, 32, 16, 16));
        Assert.Contains("unknown resampler \"bilinear\"; known: pillow-bilinear, ", unknown.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Named("pillow-box", 32, 32, 0, 16));
        using var resampler = Resampler.Named("pillow-box", 32, 32, 16, 16);
        Assert.Contains("[N, C, 32, 32]", Assert.Throws<ArgumentException>(() => resampler.Apply(zeros([1, 3, 16, 16], ScalarType.Byte))).Message);
        Assert.Contains("Float32", Assert.Throws<ArgumentException>(() => resampler.Apply(zeros([1, 3, 32, 32]))).Message);
    }
}
