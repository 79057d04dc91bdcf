using System.Text.Json.Nodes;
using CrossRes.Display;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Display;

public class MetricPlotTests
{
    private static readonly long[] Labels = [0, 0, 1, 1, 2, 2];

    [Fact]
    public void The_gallery_says_of_each_neighbour_whether_it_is_of_the_querys_class()
    {
        using var scope = NewDisposeScope();
        var images = zeros([6, 3, 8, 8], ScalarType.Byte);
        var line = tensor(new double[] { 0, 1, 10, 20, 30, 21 }).unsqueeze(1); // 2 is nearer to 1 than to 3
        var grid = NeighbourGallery.Create(images, tensor(Labels), line, rows: 2, neighbours: 2);
        Assert.Equal(["query", "hit", "miss", "query", "miss", "hit"], grid.Captions);
        Assert.All(images.data<byte>().ToArray(), pixel => Assert.Equal(0, pixel));
    }

    [Fact]
    public void The_map_shows_the_two_directions_of_most_variance()
    {
        using var scope = NewDisposeScope();
        var points = tensor(new double[] { 9, 0, 0, -9, 0, 0, 0, 0, 4, 0, 0, -4, 0, 0.1, 0, 0, -0.1, 0 }, [6, 3]);
        var figure = EmbeddingMap.Figure("map", points, tensor(Labels), ["a", "b", "c"], classes: 2);
        var json = JsonNode.Parse(figure.ToJson())!;
        Assert.Equal(["a", "b"], json["data"]!.AsArray().Select(t => (string)t!["name"]!));
        double[] first = [.. json["data"]![0]!["x"]!.AsArray().Select(x => (double)x!)];
        Assert.Equal([9, 9], first.Select(x => Math.Round(Math.Abs(x), 6)));
        Assert.Equal(0, first.Sum(), 6);
        Assert.Contains("100 % of the variance", (string)json["layout"]!["xaxis"]!["title"]!["text"]!);
    }
}
