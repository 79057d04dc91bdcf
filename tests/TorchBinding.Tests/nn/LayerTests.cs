using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace TorchBinding.Tests;

public class LayerTests
{
    [Fact]
    public void Layers_give_the_shapes_of_their_definitions()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 4, 9, 9);
        Assert.Equal([2, 6, 5, 5], nn.Conv2d(4, 6, 3, stride: 2, padding: 1).call(x).shape);
        Assert.Equal([2, 6, 9, 7], nn.Conv2d(4, 6, (1, 3), groups: 2).call(x).shape);
        Assert.Equal([2, 6, 18, 18], nn.ConvTranspose2d(4, 6, 2, stride: 2).call(x).shape);
        Assert.Equal([2, 6, 18, 18], nn.ConvTranspose2d(4, 6, 3, stride: 2, padding: 1, output_padding: 1).call(x).shape);
        Assert.Equal([2, 4, 5, 5], nn.MaxPool2d(3, stride: 2, padding: 1).call(x).shape);
        Assert.Equal([2, 4, 4, 4], nn.AvgPool2d(2).call(x).shape);
        Assert.Equal([2, 4, 3, 2], nn.AdaptiveAvgPool2d((3, 2)).call(x).shape);
        Assert.Equal([2, 324], nn.Flatten().call(x).shape);
        Assert.Equal([2, 4, 9, 3], nn.Linear(9, 3).call(x).shape);
    }

    [Theory]
    [InlineData(PaddingModes.Reflect)]
    [InlineData(PaddingModes.Replicate)]
    [InlineData(PaddingModes.Circular)]
    public void Padding_modes_pad_before_they_convolve(PaddingModes mode)
    {
        using var scope = NewDisposeScope();
        var x = randn(1, 2, 5, 5);
        var conv = nn.Conv2d(2, 3, 3, padding: 1, padding_mode: mode);
        var expected = nn.functional.conv2d(nn.functional.pad(x, [1, 1, 1, 1], mode), conv.weight, conv.bias);
        Assert.True(Same.Bits(expected, conv.call(x)));
    }

    [Fact]
    public void Weights_start_within_PyTorchs_bounds()
    {
        using var linear = nn.Linear(64, 400);
        var bound = 1 / Math.Sqrt(64);
        Assert.InRange(linear.weight.abs().max().ToSingle(), 0.98 * bound, bound);
        Assert.InRange(linear.bias!.abs().max().ToSingle(), 0.9 * bound, bound);
        using var conv = nn.Conv2d(16, 64, 3);
        Assert.InRange(conv.weight.abs().max().ToSingle(), 0.98 / 12, 1 / 12.0);
        Assert.True(conv.weight.requires_grad);

        using var kaiming = empty(256, 16, 3, 3);
        nn.init.kaiming_normal_(kaiming, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        Assert.Equal(Math.Sqrt(2.0 / (256 * 9)), kaiming.std().ToSingle(), tolerance: 5e-4);
    }

    [Fact]
    public void BatchNorm_follows_its_definition()
    {
        using var scope = NewDisposeScope();
        var bn = nn.BatchNorm2d(2);
        var x = randn(3, 2, 4, 4) * 2 + 1;
        var y = bn.call(x);
        var mean = x.mean([0, 2, 3]);
        var biased = (x - mean.view(1, 2, 1, 1)).pow(2).mean([0, 2, 3]);
        Assert.True(y.allclose((x - mean.view(1, 2, 1, 1)) / (biased + 1e-5).sqrt().view(1, 2, 1, 1), atol: 1e-5));
        Assert.True(bn.running_mean!.allclose(mean * 0.1, atol: 1e-6));
        Assert.True(bn.running_var!.allclose(biased * (48.0 / 47) * 0.1 + 0.9, atol: 1e-5));
        bn.eval();
        var at = bn.call(x);
        Assert.True(at.allclose((x - bn.running_mean!.view(1, 2, 1, 1)) / (bn.running_var! + 1e-5).sqrt().view(1, 2, 1, 1), atol: 1e-5));
        Assert.Equal(1, bn.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void Dropout_acts_only_while_training()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        var dropout = nn.Dropout(0.25);
        var y = dropout.call(ones(10_000));
        Assert.InRange(y.eq(0).sum().ToInt64(), 2300, 2700);
        Assert.Equal(1 / 0.75, y.max().ToSingle(), 5);
        dropout.eval();
        Assert.True(Same.Bits(ones(5), dropout.call(ones(5))));
    }

    [Fact]
    public void Prelu_learns_its_slope()
    {
        using var scope = NewDisposeScope();
        var prelu = nn.PReLU(1);
        var y = prelu.call(tensor(new[] { -2f, 3f }));
        Assert.Equal([-0.5f, 3f], y.data<float>().ToArray());
        y.sum().backward();
        Assert.Equal(-2f, prelu.weight.grad!.item<float>());
    }

    [Fact]
    public void A_sequence_frees_what_lies_between_and_spares_its_input()
    {
        using var net = nn.Sequential(nn.ReLU(inplace: true), nn.Identity(), nn.Linear(3, 3), nn.ReLU());
        using var outer = NewDisposeScope();
        Tensor x;
        using (var scope = NewDisposeScope())
        {
            x = ones(2, 3);
            using var y = net.call(x);
            Assert.Equal(2, scope.DisposablesCount);
            using var same = nn.Sequential(nn.ReLU(inplace: true)).call(x);
            Assert.NotSame(x, same);
            Assert.Equal(["0", "1", "2", "3"], net.named_children().Select(c => c.name));
        }
        Assert.True(x.IsInvalid);
    }

    [Fact]
    public void Normalization_divides_by_the_norm_and_so_do_its_gradients()
    {
        using var scope = NewDisposeScope();
        var x = randn([4, 3], float64, requires_grad: true);
        var weights = randn([4, 3], float64);
        (nn.functional.normalize(x) * weights).sum().backward();
        var given = x.grad!;
        var y = x.detach().with_requires_grad();
        (y / y.pow(2).sum(1, keepdim: true).sqrt() * weights).sum().backward();
        Assert.True(given.allclose(y.grad!));
        Assert.Equal(0, nn.functional.normalize(zeros(2, 3)).sum().ToSingle());
    }

    [Fact]
    public void Resizing_refuses_options_that_the_mode_lacks()
    {
        using var x = zeros(1, 1, 4, 4);
        Assert.Throws<ArgumentException>(() => nn.functional.interpolate(x));
        Assert.Throws<ArgumentException>(() => nn.functional.interpolate(x, [2, 2], [0.5, 0.5]));
        Assert.Throws<ArgumentException>(() => nn.functional.interpolate(x, [2, 2], antialias: true));
        Assert.Throws<ArgumentException>(() => nn.functional.interpolate(x, [2, 2], mode: InterpolationMode.Trilinear));
        Assert.Equal([1, 1, 2, 6], nn.functional.interpolate(x, scale_factor: [0.5, 1.5], mode: InterpolationMode.Area).shape);
    }
}
