using CrossRes.Common;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data.Sets;

public sealed class Cifar100Tests : IDisposable
{
    private const int RecordBytes = 3074;
    private readonly TempFolder folder = new();

    public Cifar100Tests() => SyntheticCifar100.Write(folder["set"], new SyntheticOptions(TrainPerClass: 3, TestPerClass: 1));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Records_are_read_as_labels_and_planes_of_colour()
    {
        var bytes = File.ReadAllBytes(folder["set/train.bin"]);
        var (train, test) = Cifar100.Load(folder["set"]);
        using (train)
        using (test)
        {
            Assert.Equal((300, 100), (train.Count, test.Count));
            Assert.Equal([300, 3, 32, 32], train.Images.shape);
            const int record = 217;
            Assert.Equal(bytes[record * RecordBytes + 1], train.Labels[record].item<long>());
            Assert.Equal(bytes[record * RecordBytes + 2 + 2 * 1024 + 5 * 32 + 9], train.Images[record][2][5][9].item<byte>());
            Assert.Equal("synthetic", train.Origin.Kind);
            Assert.Equal(64, train.Origin.Sha256.Length);
            Assert.Equal(100, train.ClassNames.Distinct().Count());
        }
    }

    [Fact]
    public void Subsets_are_the_first_images_of_the_first_classes()
    {
        var (train, test) = Cifar100.Load(folder["set"], new(Classes: 10, TrainPerClass: 2));
        using (train)
        using (test)
        {
            Assert.Equal((20, 10), (train.Count, test.Count));
            Assert.Equal([.. Enumerable.Range(0, 20).Select(i => i % 10L)], train.Labels.data<long>().ToArray());
            Assert.Equal(10, train.ClassNames.Count);
            var whole = File.ReadAllBytes(folder["set/train.bin"]);
            Assert.Equal(whole[(100 * RecordBytes + 2)..(101 * RecordBytes)], train.Images[10].contiguous().bytes.ToArray());
        }
    }

    [Fact]
    public void A_folder_that_holds_the_archives_folder_is_understood()
    {
        Directory.CreateDirectory(folder["data"]);
        Directory.Move(folder["set"], folder["data/cifar-100-binary"]);
        var (train, test) = Cifar100.Load(folder["data"], new(Classes: 1));
        train.Dispose();
        test.Dispose();
    }

    [Fact]
    public void A_truncated_file_is_named_with_the_cut_record()
    {
        using (var file = File.OpenWrite(folder["set/train.bin"]))
            file.SetLength(299 * RecordBytes + 100);
        var error = Failure();
        Assert.StartsWith(folder["set/train.bin"] + ": is truncated", error);
        Assert.Contains("record 299 (from byte 919,126) has 100 of 3,074 bytes", error);
        Assert.Contains("data-scripts/cifar100.sh", error);
    }

    [Fact]
    public void A_wrong_count_without_origin_is_refused()
    {
        File.Delete(folder["set/origin.json"]);
        Assert.Contains("has 300 records, the official file has 50,000", Failure());
    }

    [Fact]
    public void An_altered_file_is_refused()
    {
        Overwrite("test.bin", 500, 1);
        Assert.StartsWith(folder["set/test.bin"] + ": is not the file that origin.json", Failure());
    }

    [Theory]
    [InlineData(0, 20, "record 41 (byte 126,034) has coarse label 20, the format allows 0 to 19")]
    [InlineData(1, 255, "record 41 (byte 126,035) has fine label 255, the format allows 0 to 99")]
    public void A_label_out_of_range_is_located(int column, byte label, string message)
    {
        Overwrite("train.bin", 41 * RecordBytes + column, label);
        var sha256 = System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(folder["set/train.bin"]));
        var origin = File.ReadAllText(folder["set/origin.json"]);
        var old = System.Text.Json.JsonDocument.Parse(origin).RootElement.GetProperty("sha256").GetProperty("train.bin").GetString()!;
        File.WriteAllText(folder["set/origin.json"], origin.Replace(old, Convert.ToHexStringLower(sha256)));
        Assert.Contains(message, Failure());
    }

    [Theory]
    [InlineData("train.bin.xz", "unpack it: xz -dk ")]
    [InlineData("cifar-100-binary.tar.gz", "import the archive: data-scripts/cifar100.sh --from ")]
    [InlineData("data_batch_1.bin", "holds CIFAR-10:")]
    [InlineData("train", "the Python version")]
    [InlineData("notes.txt", "data-scripts/synthetic.sh makes a stand-in")]
    public void A_missing_file_comes_with_the_remedy_that_fits(string beside, string remedy)
    {
        File.Delete(folder["set/train.bin"]);
        File.WriteAllText(folder["set/" + beside], "");
        Assert.Contains(remedy, Failure());
    }

    [Fact]
    public void A_renamed_file_is_recognized_by_its_size()
    {
        File.Delete(folder["set/train.bin"]);
        using (var file = File.Create(folder["set/cifar_train.bin"]))
            file.SetLength(50_000L * RecordBytes); // sparse
        Assert.Contains("cifar_train.bin has its size: rename it to train.bin", Failure());
    }

    [Fact]
    public void Wrong_names_origin_folder_and_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Cifar100.Load(folder["set"], new(Classes: 101)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cifar100.Load(folder["set"], new(TrainPerClass: 0)));
        Assert.Contains("no such folder", Assert.Throws<DataFileException>(() => Cifar100.Load(folder["nowhere"])).Message);
        File.AppendAllText(folder["set/fine_label_names.txt"], "one more\n");
        Assert.Contains("has 101 names", Failure());
        File.WriteAllText(folder["set/origin.json"], "{\"name\": 3");
        Assert.StartsWith(folder["set/origin.json"] + ": is not an origin file", Failure());
    }

    private void Overwrite(string file, long position, byte value)
    {
        using var stream = File.OpenWrite(folder["set/" + file]);
        stream.Position = position;
        stream.WriteByte(value);
    }

    /// <summary>The one line that loading the set ends with; nothing may be left in memory.</summary>
    private string Failure()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var message = Assert.Throws<DataFileException>(() => Cifar100.Load(folder["set"])).Message;
        Assert.DoesNotContain('\n', message);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        return message;
    }
}
