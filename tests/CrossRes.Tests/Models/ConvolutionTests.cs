using CrossRes.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using Conv2d = CrossRes.Models.Conv2d;
using ConvTranspose2d = CrossRes.Models.ConvTranspose2d;

namespace CrossRes.Tests.Models;

/// <summary>
/// Convolutions in float32 equal those in float64, values and gradients, for every number of channels: libtorch's own
/// ones do not, on some processors, where memory that was used before shows through.
/// </summary>
public class ConvolutionTests
{
    public static TheoryData<int, int, int, int, int, int, int> Shapes()
    {
        TheoryData<int, int, int, int, int, int, int> shapes = [];
        foreach (var images in new[] { 1, 9 })
            foreach (var (from, to, groups) in new[] { (3, 8, 1), (4, 4, 1), (8, 16, 1), (12, 24, 1), (48, 16, 1), (24, 24, 24), (30, 60, 3), (16, 32, 16) })
                foreach (var side in new[] { 1, 2, 7, 8 })
                    foreach (var (kernel, stride) in new[] { (1, 1), (1, 2), (3, 1), (3, 2) })
                        shapes.Add(images, from, to, groups, side, kernel, stride);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Equal_double_precision(int images, int from, int to, int groups, int side, int kernel, int stride)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var layer = new Conv2d(from, to, kernel, stride, kernel / 2, groups);
        Compare(layer, rand(images, from, side, side) - 0.5);
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(2, 1, 3)]
    [InlineData(3, 2, 5)]
    [InlineData(4, 3, 7)]
    public void So_do_small_maps_of_any_form(int height, int width, int kernel)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var layer = new Conv2d(5, 7, kernel, 1, kernel / 2);
        Assert.True(SmallMaps.Fits(rand(3, 5, height, width), layer.weight, [1, 1], [kernel / 2, kernel / 2], 1));
        Compare(layer, rand(3, 5, height, width) - 0.5);
    }

    [Theory]
    [InlineData(8, 12, 3, 1, 1)]
    [InlineData(12, 8, 4, 2, 1)]
    [InlineData(16, 16, 3, 1, 1)]
    public void So_do_transposed_ones(int from, int to, int kernel, int stride, int padding)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var layer = new ConvTranspose2d(from, to, kernel, stride, padding);
        Compare(layer, rand(5, from, 7, 7) - 0.5);
    }

    [Fact]
    public void They_begin_as_PyTorchs()
    {
        manual_seed(3);
        using var layer = new Conv2d(9, 50, 3);
        var bound = 1 / Math.Sqrt(9 * 9);
        Assert.InRange(layer.weight.abs().max().item<float>(), 0.95 * bound, bound);
        Assert.InRange(layer.bias!.abs().max().item<float>(), 0.5 * bound, bound);
        Assert.Equal(["weight", "bias"], layer.state_dict().Keys);
    }

    [Fact]
    public void Groups_must_divide_the_channels() =>
        Assert.Contains("3 groups", Assert.Throws<ArgumentException>(() => new Conv2d(8, 9, 1, groups: 3)).Message);

    private static void Compare(nn.Module<Tensor, Tensor> layer, Tensor x)
    {
        var single = Run(layer, x);
        var exact = Run(layer.to(float64), x.to(float64));
        foreach (var (ours, reference) in single.Zip(exact))
            Assert.InRange(((ours.to(float64) - reference).abs().max() / reference.abs().max()).item<double>(), 0, 1e-5);
    }

    /// <summary>Output, and the gradients of its weighted sum with respect to input and parameters; in used memory.</summary>
    private static Tensor[] Run(nn.Module<Tensor, Tensor> layer, Tensor x)
    {
        foreach (var size in new[] { x.numel(), 4 * x.numel(), layer.parameters().First().numel(), 16 * 16 * 9 })
            full(size, double.NaN, dtype: x.dtype).Dispose();
        layer.zero_grad();
        x = x.detach().clone().requires_grad_();
        var y = layer.call(x);
        (y * y.detach().sin()).sum().backward();
        return [y.detach(), x.grad!, .. layer.parameters().Select(p => p.grad!.clone())];
    }
}
