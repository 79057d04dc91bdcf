using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Papers.Horkd;
using CrossRes.Tests.Results;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Display;

public class RichViewTests
{
    private static string Text(object value) => RichViews.For(value)!.Render()["text/plain"];

    [Fact]
    public void A_small_tensor_shows_its_values_and_a_large_one_its_range()
    {
        using var scope = NewDisposeScope();
        var matrix = tensor(new double[] { 1, -2, 3, double.NaN }, [2, 2]);
        Assert.StartsWith("Float64 [2, 2] on cpu, -2 to 3, mean 0.66667, 1 not finite", Text(matrix));
        Assert.Contains(">-2</td>", RichViews.For(matrix)!.Render()["text/html"]);
        Assert.Equal("Float32 [100, 100] on cpu, 1 to 1, mean 1", Text(ones(100, 100)));
        Assert.Equal("Int64 [0] on cpu, empty", Text(zeros(0, dtype: int64)));
        Assert.Contains("7", Text(tensor(7f)));
    }

    [Fact]
    public void Image_batches_are_pictures()
    {
        using var scope = NewDisposeScope();
        var shown = RichViews.For(zeros([40, 3, 8, 8], dtype: ScalarType.Byte))!.Render();
        Assert.Equal("Byte [40, 3, 8, 8] on cpu, 0 to 0, mean 0", shown["text/plain"]);
        Assert.StartsWith("iVBOR", shown["image/png"]);
        Assert.Contains("Byte [40, 3, 8, 8]", shown["text/html"]);
    }

    [Fact]
    public void A_network_shows_layers_shapes_and_parameters_and_stays_as_it_was()
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(new ModelSpec("cifar_resnet8", 10, 0.5), 1, CPU);
        var before = network.buffers().Select(b => b.to_type(ScalarType.Float64).sum().ToDouble()).ToArray();
        var text = Text(network);
        Assert.Contains("[1, 10]", text);
        Assert.Contains("[1, 32, 8, 8]", text);
        Assert.Contains($"{network.parameters().Sum(p => p.numel())} parameters", text);
        Assert.True(text.IndexOf("layer3.0.conv2") < text.IndexOf("fc "), "layers in the order in which an image meets them");
        Assert.True(network.training);
        Assert.Equal(before, network.buffers().Select(b => b.to_type(ScalarType.Float64).sum().ToDouble()));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Every_network_can_be_shown(string architecture)
    {
        using var scope = NewDisposeScope();
        using var network = ModelZoo.Create(new ModelSpec(architecture, 10, 0.125));
        Assert.Contains("[1, 10", Text(network)); // MobileFaceNet's last layer is a convolution
    }

    public static TheoryData<string> Architectures => [.. ModelZoo.Names];

    [Fact]
    public void A_module_whose_input_is_unknown_shows_without_shapes()
    {
        using var layer = nn.ReLU();
        Assert.Contains("0 parameters", Text(layer));
    }

    [Fact]
    public void A_recipe_shows_its_stages()
    {
        var recipe = HorkdTable1.Experiment["our-16-r"].Recipe!(Scale.Named("laptop"));
        var text = Text(recipe);
        Assert.Contains(recipe.Digest[..12], text);
        foreach (var word in new[] { "teacher", "assistant", "learner", "horkd.2", "16×16", "32×32" }) Assert.Contains(word, text);
    }

    [Fact]
    public void Runs_show_their_result_and_curve()
    {
        var run = SampleRuns.Run();
        var shown = RichViews.For(run)!.Render();
        Assert.Contains("<polyline", shown["text/html"]);
        Assert.Contains(run.Id, shown["text/plain"]);
        Assert.Contains(run.Row, Text(new[] { run }));
    }

    [Fact]
    public void Showing_leaves_no_tensor_behind()
    {
        using var network = Network.Create(new ModelSpec("cifar_resnet8", 10, 0.5), 1, CPU);
        using var images = zeros([2, 3, 8, 8], dtype: ScalarType.Byte);
        Text(network);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Text(network);
        Text(images);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Other_values_are_left_to_others() => Assert.Null(RichViews.For("text"));
}
