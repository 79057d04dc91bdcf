using CrossRes.Models;
using CrossRes.Tests.Training;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using Conv2d = CrossRes.Models.Conv2d;

namespace CrossRes.Tests.Models;

/// <summary>
/// Networks in bfloat16, which any processor computes, with its instructions or, slower, without: these tests look at the
/// numbers of whichever does it here, and need no machine that --precision bf16 would take.
/// </summary>
public class MixedPrecisionTests
{
    private const double Rounding = 1.0 / 256; // of bfloat16: 2⁻⁹ up or down

    [Theory]
    [InlineData(3, 8, 1, 8, 3, 1)]
    [InlineData(12, 24, 1, 7, 3, 2)]
    [InlineData(48, 16, 1, 8, 1, 1)]
    [InlineData(16, 32, 1, 7, 1, 2)]
    [InlineData(5, 7, 1, 2, 3, 1)]
    [InlineData(24, 24, 24, 8, 3, 1)]
    [InlineData(24, 24, 24, 7, 3, 2)]
    [InlineData(30, 60, 3, 8, 3, 1)]
    [InlineData(3, 16, 1, 16, 7, 2)]
    public void A_convolution_is_that_of_the_rounded_numbers(int from, int to, int groups, int side, int kernel, int stride)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var layer = new Conv2d(from, to, kernel, stride, kernel / 2, groups) { Format = ScalarType.BFloat16 };
        var x = (rand(9, from, side, side) - 0.5).requires_grad_();
        var y = layer.call(x);
        y.backward([ones_like(y)]);
        Assert.Equal(ScalarType.BFloat16, y.dtype);
        Assert.Equal([ScalarType.Float32, ScalarType.Float32, ScalarType.Float32], new[] { layer.weight, layer.weight.grad!, x.grad! }.Select(t => t.dtype));
        var (exactX, exactW, exactB) = (Rounded(x), Rounded(layer.weight), Rounded(layer.bias!));
        var exact = nn.functional.conv2d(exactX, exactW, exactB, [stride, stride], [kernel / 2, kernel / 2], groups: groups);
        exact.backward([ones_like(exact)]);
        Near(exact, y);
        Near(exactX.grad!, x.grad!);
        Near(exactW.grad!, layer.weight.grad!);
        Near(exactB.grad!, layer.bias!.grad!);
    }

    [Theory]
    [InlineData(8, 12, 3, 1, 1)]
    [InlineData(12, 8, 4, 2, 1)]
    public void So_is_a_transposed_one(int from, int to, int kernel, int stride, int padding)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (x, w) = ((rand(5, from, 7, 7) - 0.5).to_type(ScalarType.BFloat16), (rand(from, to, kernel, kernel) - 0.5).to_type(ScalarType.BFloat16));
        Near(nn.functional.conv_transpose2d(x.to(float64), w.to(float64), null, [stride, stride], [padding, padding]),
            WholeLanes.ConvolveTransposed(x, w, null, [stride, stride], [padding, padding]));
    }

    [Theory]
    [InlineData("resnet18", 1 / 16.0, 8)]
    [InlineData("resnet50", 1 / 16.0, 16)]
    [InlineData("vgg11_bn", 1 / 16.0, 16)]
    [InlineData("cifar_vgg8", 1 / 8.0, 16)]
    [InlineData("wrn_16_1", 1, 8)]
    [InlineData("shuffle_v1", 1 / 8.0, 16)]
    [InlineData("shuffle_v2", 1 / 8.0, 16)]
    [InlineData("mobilefacenet", 1 / 8.0, 32)]
    public void A_network_shows_float32_and_its_gradients_are_float32s_within_bfloat16s_error(string architecture, double width, int side)
    {
        using var scope = NewDisposeScope();
        using var single = Network.Create(new(architecture, 5, width), 1, CPU);
        using var mixed = Network.Create(new(architecture, 5, width), 1, CPU, MixedPrecision.Bf16);
        manual_seed(1);
        var images = randn(12, 3, side, side);
        var (expected, found) = (Pass(single, images), Pass(mixed, images));
        Assert.All(Shown(found), tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
        Assert.All(mixed.parameters().Concat(mixed.parameters().Select(p => p.grad!)).Concat(mixed.buffers().Where(b => b.is_floating_point())),
            tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
        // the error grows with the depth, and where few values are normalized; what training follows is a direction
        Assert.All(Shown(expected).Zip(Shown(found)), pair => Assert.InRange(Cosine(pair.First, pair.Second), 0.95, 1.0001));
        // a ShuffleNet's first gradient turns as far where weights of float32 are moved by a thousandth
        if (!architecture.StartsWith("shuffle", StringComparison.Ordinal)) Assert.InRange(Cosine(Gradient(single), Gradient(mixed)), 0.9, 1.0001);
        Assert.NotEqual(Gradient(single), Gradient(mixed));
        Assert.All(Variances(single).Zip(Variances(mixed)), pair => Assert.InRange(Distance(pair.First, pair.Second), 0, 0.1));
    }

    [Fact]
    public void An_embedding_of_its_own_is_float32_too()
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(new("resnet18", 5, 1 / 16.0) { Embedding = 6, UnitLength = true }, 1, CPU, MixedPrecision.Bf16);
        var shown = network.Observe(randn(4, 3, 16, 16));
        Assert.All(Shown(shown), tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
        // not the 8 bits of bfloat16, to which rounding would change nothing
        Assert.NotEqual(shown.Embedding, shown.Embedding.to_type(ScalarType.BFloat16).to_type(ScalarType.Float32));
    }

    [Fact]
    public void Normalization_keeps_its_statistics_in_float32()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var norm = nn.BatchNorm2d(3);
        var x = (randn(64, 3, 8, 8) * 3 + 1).to_type(ScalarType.BFloat16);
        Assert.Equal(ScalarType.BFloat16, norm.call(x).dtype);
        Assert.Equal(ScalarType.Float32, norm.running_mean!.dtype);
        Assert.InRange((norm.running_mean - 0.1 * x.to(float64).mean([0, 2, 3])).abs().max().item<double>(), 0, 1e-5);
        Assert.InRange((norm.running_var! - 0.9 - 0.1 * x.to(float64).var([0, 2, 3])).abs().max().item<double>(), 0, 1e-4);
    }

    [Fact]
    public void Nothing_is_left_by_a_pass() => LiveTensors.NothingIsLeftBy(_ =>
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(new("mobilefacenet", 5, 1 / 16.0), 1, CPU, MixedPrecision.Bf16);
        Pass(network, randn(4, 3, 16, 16));
    });

    [Fact]
    public void An_unknown_precision_is_refused() =>
        Assert.Equal("--precision fp8: write float32 or bf16", Assert.Throws<ArgumentException>(() => MixedPrecision.Named("fp8")).Message);

    private static NetworkOutputs Pass(Backbone network, Tensor images)
    {
        network.train();
        var shown = network.Observe(images);
        nn.functional.cross_entropy(shown.Logits, arange(images.shape[0], dtype: int64).remainder(5)).backward();
        return shown;
    }

    private static IEnumerable<Tensor> Shown(NetworkOutputs outputs) => [outputs.Logits, outputs.Embedding, .. outputs.Maps];

    private static Tensor Gradient(Backbone network) => cat([.. network.parameters().Select(p => p.grad!.flatten())]);

    private static IEnumerable<Tensor> Variances(Backbone network) => network.modules().OfType<BatchNorm2d>().Select(norm => norm.running_var!.to(float64));

    private static double Cosine(Tensor a, Tensor b) =>
        nn.functional.cosine_similarity(a.detach().flatten().unsqueeze(0), b.detach().flatten().unsqueeze(0)).item<float>();

    private static Tensor Rounded(Tensor x) => x.detach().to_type(ScalarType.BFloat16).to(float64).requires_grad_();

    private static void Near(Tensor expected, Tensor found) =>
        Assert.InRange(Distance(expected.detach(), found.detach().to(float64)), 0, 3 * Rounding);

    /// <summary>Largest difference, as a part of the largest number.</summary>
    private static double Distance(Tensor expected, Tensor found) =>
        ((expected - found).abs().max() / expected.abs().max()).item<double>();
}
