using CrossRes.Common;
using CrossRes.Data;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data;

public sealed class OnnxFileTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Operators_and_tensors_are_read_in_the_graphs_order(bool raw)
    {
        Write(new OnnxGraph { Raw = raw }.Add("Conv", ("w", tensor(new[] { 1f, -2, 3, 0.5f, 5, 6 }, 2, 3))).Add("Relu"));
        var file = new OnnxFile(folder["x.onnx"]);
        Assert.Equal(["Conv", "Relu"], file.Nodes.Select(n => n.Operator));
        Assert.Equal(["x", "w"], file.Nodes[0].Inputs);
        Assert.Equal([1f, -2, 3, 0.5f, 5, 6], file.Tensor("w", 2, 3).data<float>().ToArray());
    }

    [Fact]
    public void What_is_missing_or_of_another_shape_is_named()
    {
        Write(new OnnxGraph().Add("Conv", ("w", zeros(2, 3))));
        var file = new OnnxFile(folder["x.onnx"]);
        Assert.Contains("holds no float32 tensor v", Assert.Throws<DataFileException>(() => file.Tensor("v", 1)).Message);
        Assert.Contains("tensor w is [2, 3], not [3, 2]", Assert.Throws<DataFileException>(() => file.Tensor("w", 3, 2)).Message);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_and_never_crashes()
    {
        Write(new OnnxGraph().Add("Conv", ("w", randn(4, 3))).Add("BatchNormalization", ("b", randn(4))));
        var whole = File.ReadAllBytes(folder["x.onnx"]);
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var damaged = i % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (var n = random.Next(4); n > 0 && damaged.Length > 0; n--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(folder["damaged.onnx"], damaged);
            try
            {
                new OnnxFile(folder["damaged.onnx"]).Tensor("w", 4, 3).Dispose();
            }
            catch (DataFileException refused)
            {
                Assert.Contains("damaged.onnx", refused.Message);
            }
        }
    }

    private void Write(OnnxGraph graph) => File.WriteAllBytes(folder["x.onnx"], graph.ToBytes());
}
