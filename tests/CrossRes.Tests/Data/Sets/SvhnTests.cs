using CrossRes.Common;
using CrossRes.Data.Mat;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data.Sets;

public sealed class SvhnTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pixels_and_digits_are_read_from_where_MATLAB_puts_them()
    {
        // column-major [32, 32, 3, 2]: row fastest
        double Value(int row, int column, int channel, int image) => (row + 7 * column + 50 * channel + 100 * image) % 256;
        var x = from image in Enumerable.Range(0, 2)
                from channel in Enumerable.Range(0, 3)
                from column in Enumerable.Range(0, 32)
                from row in Enumerable.Range(0, 32)
                select Value(row, column, channel, image);
        Write("train_32x32.mat", [.. x], [3, 10]);
        Write("test_32x32.mat", [.. x], [1, 2]);
        var (train, test) = Svhn.Load(folder.Path);
        using (train)
        using (test)
        {
            Assert.Equal([3, 0], train.Labels.data<long>().ToArray());
            Assert.Equal(Value(5, 9, 2, 1), train.Images.select(0, 1).select(0, 2).select(0, 5).select(0, 9).item<byte>());
            Assert.Equal(("unverified", "SVHN format (unverified)"), (train.Origin.Kind, train.Origin.Name));
        }
    }

    [Fact]
    public void The_stand_in_is_the_same_twice_known_and_balanced()
    {
        var options = new SyntheticOptions(1, 3, 2);
        SyntheticSvhn.Write(folder["a"], options);
        SyntheticSvhn.Write(folder["b"], options);
        Assert.Equal(File.ReadAllBytes(folder[Path.Combine("a", "train_32x32.mat")]), File.ReadAllBytes(folder[Path.Combine("b", "train_32x32.mat")]));
        var (train, test) = Svhn.Load(folder["a"], 4, 2);
        using (train)
        using (test)
        {
            Assert.Equal("synthetic", train.Origin.Kind);
            Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3], train.Labels.data<long>().ToArray());
            Assert.Equal(8, test.Count);
            using var scope = NewDisposeScope();
            Assert.True(train.Images.to_type(ScalarType.Float32).std().ToDouble() > 20);
        }
    }

    public static TheoryData<string, double[], double[]> Wrong => new()
    {
        { "y[1] is 11: labels are 1 to 10", new double[2 * 3072], [1, 11] },
        { "[32, 32, 3, N] and N are expected", new double[2 * 3072], [1] },
        { "X has values outside 0 to 255", [.. new double[3071], 256], [1] },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_no_SVHN_is_refused(string message, double[] x, double[] y)
    {
        Write("train_32x32.mat", x, y);
        var refused = Assert.Throws<DataFileException>(() => Svhn.Load(folder.Path));
        Assert.Contains("train_32x32.mat", refused.Message);
        Assert.Contains(message, refused.Message);
    }

    [Fact]
    public void A_missing_or_damaged_file_is_named()
    {
        Assert.Contains("train_32x32.mat: no such file", Assert.Throws<DataFileException>(() => Svhn.Load(folder.Path)).Message);
        File.WriteAllText(folder["train_32x32.mat"], "no");
        Assert.Contains("train_32x32.mat", Assert.Throws<DataFileException>(() => Svhn.Load(folder.Path)).Message);
    }

    private void Write(string file, double[] x, double[] y) => MatWriter.Save(folder[file], new Dictionary<string, MatValue>
    {
        ["X"] = new MatNumbers([32, 32, 3, x.Length / 3072], x),
        ["y"] = new MatNumbers([y.Length, 1], y),
    });
}
