using System.Buffers.Binary;
using System.Text;
using CrossRes.Common;
using CrossRes.Data;
using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(ScalarType.Float64), InlineData(ScalarType.Float32), InlineData(ScalarType.Float16), InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64), InlineData(ScalarType.Int32), InlineData(ScalarType.Int16), InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte), InlineData(ScalarType.Bool)]
    public void Every_type_and_shape_survives(ScalarType type)
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["a.weight"] = (randn(3, 4) * 10).to(type), ["scalar"] = ones(1).squeeze().to(type),
            ["empty"] = zeros(0, 5).to(type), ["transposed é\""] = (randn(5, 2) * 10).to(type).t(), ["odd"] = ones(3, ScalarType.Bool),
        };
        Safetensors.Save(folder["x"], tensors, new Dictionary<string, string> { ["epoch"] = "3", ["note"] = "ü\n\"" });
        var loaded = Safetensors.Load(folder["x"], out var metadata);

        Assert.Equal("3", metadata["epoch"]);
        Assert.Equal("ü\n\"", metadata["note"]);
        Assert.Equal(tensors.Keys.Order(), loaded.Keys.Order());
        foreach (var (name, tensor) in tensors)
        {
            Assert.Equal(tensor.dtype, loaded[name].dtype);
            Assert.Equal(tensor.shape, loaded[name].shape);
            Assert.Equal(tensor.contiguous().bytes.ToArray(), loaded[name].bytes.ToArray());
        }
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(File.ReadAllBytes(folder["x"])) % 8);
    }

    [Fact]
    public void A_file_of_another_writer_is_read()
    {
        Write("""{"__metadata__":{"format":"pt"},"b":{"dtype":"U8","shape":[2],"data_offsets":[8,10]},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}} """,
            [0, 0, 128, 63, 0, 0, 0, 192, 7, 9]);
        var loaded = Safetensors.Load(folder["x"]);
        Assert.Equal([1f, -2f], loaded["a"].data<float>().ToArray());
        Assert.Equal([7, 9], loaded["b"].data<byte>().ToArray());
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "tensor \"a\" ends at byte 8, the file has 7 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "1 bytes follow the last tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "tensor \"a\" has 8 bytes, F32 [3] takes 12")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "tensor \"a\" has -8 bytes")]
    [InlineData("""{"a":{"dtype":7,"shape":[8],"data_offsets":[0,8]}}""", 8, "tensor \"a\" has the dtype 7, which is no name")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[5],"data_offsets":[3,8]}}""", 8, "tensor \"b\" starts at byte 3, 4 is expected")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", 8, "'a'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,8]}}""", 8, "tensor \"a\" has a shape or data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,8]}}""", 8, "tensor \"a\" has a shape of more bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4611686018427387904,4611686018427387904,0],"data_offsets":[0,0]}}""", 0, "tensor \"a\" has a shape of more bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8]}}""", 8, "tensor \"a\" lacks dtype, shape or data_offsets")]
    [InlineData("""{"a":3}""", 8, "tensor \"a\" lacks dtype, shape or data_offsets")]
    [InlineData("""[1]""", 8, "the header is not as the format wants it")]
    [InlineData("""{"a":""", 8, "the header is not as the format wants it")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "the header is not as the format wants it")]
    public void A_wrong_file_is_named_with_the_tensor(string header, int bytes, string message)
    {
        Write(header, new byte[bytes]);
        var error = Assert.Throws<DataFileException>(() => Safetensors.Load(folder["x"])).Message;
        Assert.StartsWith(folder["x"] + ": is not a whole safetensors file: ", error);
        Assert.Contains(message, error);
        Assert.DoesNotContain('\n', error);
    }

    [Theory]
    [InlineData(new byte[0]), InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 1 })]
    [InlineData(new byte[] { 100, 0, 0, 0, 0, 0, 0, 0, (byte)'{' })]
    public void A_file_without_a_whole_header_is_refused(byte[] bytes)
    {
        File.WriteAllBytes(folder["x"], bytes);
        Assert.Throws<DataFileException>(() => Safetensors.Load(folder["x"]));
    }

    [Fact]
    public void No_cut_and_no_flipped_byte_of_a_header_ends_otherwise_than_in_a_clear_error()
    {
        Safetensors.Save(folder["x"], new Dictionary<string, Tensor> { ["a"] = ones(2, 3), ["b"] = ones(4, ScalarType.Byte) });
        var whole = File.ReadAllBytes(folder["x"]);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Prop.ForAll<NonNegativeInt>(cut => Refused(whole[..(cut.Get % whole.Length)])).QuickCheckThrowOnFailure();
        Prop.ForAll<NonNegativeInt, byte>((place, value) =>
        {
            var altered = (byte[])whole.Clone();
            altered[place.Get % (whole.Length - 28)] = value; // 28 bytes of data: any of them is a valid number
            Refused(altered, orRead: true);
        }).QuickCheckThrowOnFailure();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_place_that_cannot_be_written_leaves_nothing_behind()
    {
        var tensors = new Dictionary<string, Tensor> { ["a"] = ones(2) };
        File.WriteAllText(folder["file"], "");
        Assert.Contains("cannot be written", Assert.Throws<DataFileException>(() => Safetensors.Save(folder["file/x"], tensors)).Message);
        Directory.CreateDirectory(folder["x/y"]);
        Assert.Throws<DataFileException>(() => Safetensors.Save(folder["x"], tensors));
        Assert.Equal(["file", "x"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
        Assert.Contains("no such file", Assert.Throws<DataFileException>(() => Safetensors.Load(folder["z"])).Message);
    }

    private bool Refused(byte[] bytes, bool orRead = false)
    {
        File.WriteAllBytes(folder["x"], bytes);
        try
        {
            foreach (var tensor in Safetensors.Load(folder["x"]).Values)
                tensor.Dispose();
            return orRead;
        }
        catch (DataFileException)
        {
            return true;
        }
    }

    private void Write(string header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, Encoding.UTF8.GetByteCount(header));
        File.WriteAllBytes(folder["x"], [.. length, .. Encoding.UTF8.GetBytes(header), .. data]);
    }
}
