using CrossRes.Common;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data.Sets;

public sealed class Stl10Tests : IDisposable
{
    private const int ImageBytes = 3 * 96 * 96;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pixels_are_read_plane_by_plane_and_column_by_column()
    {
        // 96 divides 256 badly: each place has its own value
        static byte Value(int image, int channel, int row, int column) => (byte)((row * 31 + column * 7 + channel * 101 + image * 57) % 251);
        Write("train", [10, 3], (image, channel, row, column) => Value(image, channel, row, column));
        Write("test", [1], (_, _, _, _) => 9);
        var (train, test) = Stl10.Load(folder.Path, side: 96);
        using (train)
        using (test)
        {
            Assert.Equal([9, 2], train.Labels.data<long>().ToArray());
            Assert.Equal([2, 3, 96, 96], train.Images.shape);
            Assert.Equal(Value(1, 2, 5, 80), train.Images.select(0, 1).select(0, 2).select(0, 5).select(0, 80).item<byte>());
            Assert.Equal(("unverified", "STL-10 format (unverified)"), (train.Origin.Kind, train.Origin.Name));
        }
    }

    [Fact]
    public void The_first_images_of_the_first_classes_are_taken_from_every_chunk_and_reduced()
    {
        Write("train", [.. Enumerable.Repeat((byte)2, 1025), 1, 1], (image, _, _, _) => (byte)(image % 250));
        Write("test", [1], (_, _, _, _) => 9);
        var (train, test) = Stl10.Load(folder.Path, 8, classes: 2, trainPerClass: 1);
        using (train)
        using (test)
        {
            Assert.Equal([1, 0], train.Labels.data<long>().ToArray());
            Assert.Equal([2, 3, 8, 8], train.Images.shape);
            Assert.Equal([0, 1025 % 250], train.Images.select(1, 0).select(1, 3).select(1, 3).data<byte>().ToArray());
        }
    }

    [Fact]
    public void The_stand_in_is_the_same_twice_and_balanced()
    {
        var (a, b) = (SyntheticStl10.Write(folder["a"], 3, 2), SyntheticStl10.Write(folder["b"], 3, 2));
        Assert.Equal(File.ReadAllBytes(Path.Combine(a, "train_X.bin")), File.ReadAllBytes(Path.Combine(b, "train_X.bin")));
        var (train, test) = Stl10.Load(a, 32, 4, 2);
        using (train)
        using (test)
        {
            Assert.Equal("synthetic", train.Origin.Kind);
            Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3], train.Labels.data<long>().ToArray());
            Assert.Equal((8, 8), (train.Count, test.Count));
            using var scope = NewDisposeScope();
            Assert.True(train.Images.to_type(ScalarType.Float32).std().ToDouble() > 20);
        }
    }

    [Theory]
    [InlineData("train_X.bin", ImageBytes - 1, "has 27,647 bytes, 1 images of train_y.bin take 27,648")]
    [InlineData("train_X.bin", 2 * ImageBytes, "has 55,296 bytes, 1 images of train_y.bin take 27,648")]
    [InlineData("test_X.bin", 0, "has 0 bytes")]
    [InlineData("train_y.bin", 0, "is empty")]
    [InlineData("test_y.bin", 1, "byte 0 is 0: labels are 1 to 10")]
    [InlineData("class_names.txt", 3, "has 1 names, 10 are expected")]
    public void A_file_of_another_length_or_label_is_named(string file, int zeros, string problem)
    {
        Write("train", [1], (_, _, _, _) => 0);
        Write("test", [1], (_, _, _, _) => 0);
        File.WriteAllBytes(folder[file], [.. Enumerable.Repeat((byte)(file.EndsWith("txt") ? 'x' : 0), zeros)]);
        var message = Assert.Throws<DataFileException>(() => Stl10.Load(folder.Path, 32)).Message;
        Assert.StartsWith($"{folder[file]}: ", message);
        Assert.Contains(problem, message);
    }

    [Fact]
    public void What_is_missing_is_named_with_the_remedy()
    {
        Write("train", [2], (_, _, _, _) => 0);
        Assert.Contains("stl10_binary.tar.gz", Assert.Throws<DataFileException>(() => Stl10.Load(folder.Path, 32)).Message);
        Write("test", [2], (_, _, _, _) => 0);
        Assert.Contains("has no image of the first 1 classes", Assert.Throws<DataFileException>(() => Stl10.Load(folder.Path, 32, classes: 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Stl10.Load(folder.Path, 32, classes: 11));
    }

    private void Write(string part, byte[] labels, Func<int, int, int, int, byte> pixel)
    {
        File.WriteAllBytes(folder[$"{part}_y.bin"], labels);
        File.WriteAllBytes(folder[$"{part}_X.bin"],
        [
            .. from image in Enumerable.Range(0, labels.Length)
               from channel in Enumerable.Range(0, 3)
               from column in Enumerable.Range(0, 96)
               from row in Enumerable.Range(0, 96)
               select pixel(image, channel, row, column),
        ]);
    }
}
