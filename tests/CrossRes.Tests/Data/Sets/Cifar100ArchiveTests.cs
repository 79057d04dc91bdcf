using System.Formats.Tar;
using System.IO.Compression;
using CrossRes.Common;
using CrossRes.Data.Sets;
using Xunit;

namespace CrossRes.Tests.Data.Sets;

public sealed class Cifar100ArchiveTests : IDisposable
{
    private static readonly (string, byte[])[] Both = [("train.bin", [1, 2]), ("test.bin", [3])];

    private readonly TempFolder folder = new();

    private string Archive => folder["an archive"];

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Packings
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (var kind in (string[])["tar.gz", "tar", "zip"])
                foreach (var prefix in (string[])["", "./", "cifar-100-binary/", "./cifar-100-binary/", "a/b/c/", "../../", "/", @"c:\data\"])
                    all.Add(kind, prefix);
            return all;
        }
    }

    [Theory, MemberData(nameof(Packings))]
    public void However_it_was_packed_the_files_come_out_in_the_folder(string kind, string prefix)
    {
        Pack(kind, [.. Both.Select(f => (prefix + f.Item1, f.Item2)), ("../escaped.txt", [9]), ("._train.bin", [9]), ("/tmp/escaped.txt", [9])]);
        Cifar100Archive.Unpack(Archive, folder["inner/out"]);
        Assert.Equal(["test.bin", "train.bin"], Directory.GetFiles(folder["inner/out"]).Select(f => Path.GetFileName(f)).Order());
        Assert.Equal([1, 2], File.ReadAllBytes(folder["inner/out/train.bin"]));
        Assert.Equal([Archive], Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Where(f => !f.Contains("inner/out")));
        Assert.False(File.Exists("/tmp/escaped.txt"));
    }

    [Fact]
    public void Links_in_a_tar_are_not_made()
    {
        using (var tar = new TarWriter(File.Create(Archive)))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "train.bin") { LinkName = "/etc/passwd" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "test.bin") { LinkName = "/etc/passwd" });
        }
        Assert.Contains("holds no train.bin", Fault());
        Assert.False(Path.Exists(folder["out/train.bin"]));
    }

    [Fact]
    public void What_is_no_such_archive_is_refused_in_one_line()
    {
        Pack("tar", [("train.bin", [1])]);
        Assert.Contains("holds no test.bin; fetch", Fault());
        Pack("zip", [("a/train.bin", [1]), ("b/train.bin", [1])]);
        Assert.Contains("holds train.bin twice", Fault());
        Pack("tar", [("cifar-10-batches-bin/data_batch_1.bin", [1])]);
        Assert.Contains("holds CIFAR-10", Fault());
        Pack("tar.gz", [("cifar-100-python/train", [1]), ("cifar-100-python/meta", [1])]);
        Assert.Contains("the Python version", Fault());
        Pack("zip", [("fine_label_names.txt", new byte[70_000])]);
        Assert.Contains("of more than 65,536 bytes", Fault());
        foreach (var kind in (string[])["tar.gz", "tar", "zip"])
        {
            Pack(kind, [("train.bin", new byte[5000])]);
            File.WriteAllBytes(Archive, File.ReadAllBytes(Archive)[..(kind == "tar" ? 3000 : 60)]);
            Assert.Contains("is no whole .tar.gz, .tar or .zip", Fault());
        }
        Pack("tar", [("train.bin", new byte[5000])]);
        var tar = File.ReadAllBytes(Archive);
        tar.AsSpan(124, 12).Fill(0xFF); // a size, in base 256, that no number holds
        tar.AsSpan(148, 8).Fill((byte)' ');
        System.Text.Encoding.ASCII.GetBytes($"{Convert.ToString(tar[..512].Sum(b => b), 8).PadLeft(6, '0')}\0 ").CopyTo(tar, 148);
        File.WriteAllBytes(Archive, tar);
        Assert.Contains("is no whole .tar.gz, .tar or .zip", Fault());
        File.WriteAllText(Archive, "no archive");
        Assert.StartsWith(Archive, Fault());
    }

    private string Fault()
    {
        var message = Assert.Throws<DataFileException>(() => Cifar100Archive.Unpack(Archive, folder["out"])).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private void Pack(string kind, (string Path, byte[] Content)[] files)
    {
        using var file = File.Create(Archive);
        if (kind == "zip")
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Create);
            foreach (var (path, content) in files)
                using (var entry = zip.CreateEntry(path).Open()) entry.Write(content);
            return;
        }
        using Stream packed = kind == "tar" ? file : new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(packed);
        foreach (var (path, content) in files)
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
    }
}
