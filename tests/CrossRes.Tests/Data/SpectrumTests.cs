using CrossRes.Common;
using CrossRes.Data;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data;

public class SpectrumTests
{
    private static Tensor Wave(int side, double across, double down, double amplitude)
    {
        var place = arange(side, dtype: float64) * (2 * Math.PI / side);
        var phase = across * place.unsqueeze(0) + down * place.unsqueeze(1);
        return (amplitude * phase.cos()).expand(1, 3, side, side);
    }

    [Theory]
    [InlineData(16, 3, 0)]
    [InlineData(16, 0, 5)]
    [InlineData(32, 2, 3)]
    public void A_wave_has_the_power_of_its_two_frequencies(int side, int across, int down)
    {
        using var scope = NewDisposeScope();
        var power = Spectrum.Power(Wave(side, across, down, 10))[0];
        Assert.Equal(25, power[down, across].ToDouble(), 9);
        Assert.Equal(25, power[(side - down) % side, (side - across) % side].ToDouble(), 9);
        Assert.Equal(50, power.sum().ToDouble(), 9);
    }

    [Fact]
    public void The_powers_sum_to_the_mean_square_of_the_pixels()
    {
        using var scope = NewDisposeScope();
        using var generator = RandomStreams.Generator(1, "test");
        var images = randn([4, 1, 12, 12], dtype: float64, generator: generator);
        Assert.Equal(images.square().mean([1, 2, 3]).data<double>().ToArray(), Spectrum.Power(images).sum([1, 2]).data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Directions_of_a_frequency_are_averaged()
    {
        using var scope = NewDisposeScope();
        var power = Spectrum.Radial(Wave(16, 4, 0, 10) + 7);
        Assert.Equal(9, power.Length);
        Assert.Equal(49, power[0], 9);
        Assert.Equal(4, Array.IndexOf(power, power[1..].Max()));
    }

    [Fact]
    public void Only_square_images_have_one() => Assert.Throws<ArgumentException>(() => Spectrum.Power(zeros(1, 3, 4, 5)));
}
