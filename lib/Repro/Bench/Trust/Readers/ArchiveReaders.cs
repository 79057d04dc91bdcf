using System.Formats.Tar;
using System.IO.Compression;
using CrossRes.Data.Sets;

namespace Repro.Bench.Trust.Readers;

/// <summary>
/// CIFAR-100 in archives, with entries that would like to lead elsewhere; whatever they hold, nothing is written
/// outside the folder.
/// </summary>
internal static class ArchiveReaders
{
    private static readonly string[] Written = ["coarse_label_names.txt", "fine_label_names.txt", "test.bin",
        "train.bin"];

    /// <summary>Paths of entries that are taken, and of some that must lead nowhere.</summary>
    private static readonly string[] Inside = ["cifar-100-binary/train.bin", "./cifar-100-binary/test.bin",
        "../../fine_label_names.txt", "/tmp/coarse_label_names.txt", "../outside.txt", "/etc/outside.txt"];

    internal static IReadOnlyList<MutatedReader> All { get; } =
    [
        Scratch.Reader("tar.gz", "in/set.tar.gz", Unpack, () =>
            [Zipped(Tar(TarEntryFormat.Ustar)), Zipped(Tar(TarEntryFormat.Pax))]),
        Scratch.Reader("tar", "in/set.tar", Unpack, () =>
            [Tar(TarEntryFormat.Ustar), Tar(TarEntryFormat.Pax), Tar(TarEntryFormat.Gnu)]),
        Scratch.Reader("zip", "in/set.zip", Unpack, () => [Zip()]),
    ];

    private static void Unpack(string path, string folder)
    {
        var target = Path.Combine(folder, "out");
        try
        {
            Cifar100Archive.Unpack(path, target);
        }
        finally
        {
            var strange = Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(e =>
                Path.GetRelativePath(folder, e))
                .FirstOrDefault(e => e is not ("in" or "out") && e != Path.GetRelativePath(folder, path)
                    && !Written.Any(w => e == $"out/{w}"));
            if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
            if (strange is not null || File.Exists("/etc/outside.txt")) throw new InvalidOperationException(
                $"wrote {strange ?? "/etc/outside.txt"}");
        }
    }

    private static byte[] Tar(TarEntryFormat format)
    {
        var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var name in Inside) tar.WriteEntry(Entry(TarEntryType.RegularFile, name, new byte[700]));
            tar.WriteEntry(Entry(TarEntryType.Directory, "cifar-100-binary/deep"));
            tar.WriteEntry(Entry(TarEntryType.SymbolicLink, "cifar-100-binary/link"));
        }
        return bytes.ToArray();

        TarEntry Entry(TarEntryType type, string name, byte[]? content = null)
        {
            TarEntry entry = format switch
            {
                TarEntryFormat.Pax => new PaxTarEntry(type, name),
                TarEntryFormat.Gnu => new GnuTarEntry(type, name),
                _ => new UstarTarEntry(type, name),
            };
            if (type == TarEntryType.SymbolicLink) entry.LinkName = "/etc";
            if (content is not null) entry.DataStream = new MemoryStream(content);
            return entry;
        }
    }

    private static byte[] Zipped(byte[] plain)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(plain);
        return bytes.ToArray();
    }

    private static byte[] Zip()
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (i, name) in Inside.Index())
            {
                using var content = zip.CreateEntry(name, i % 2 == 0
                    ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open();
                content.Write(new byte[700]);
            }
        return bytes.ToArray();
    }
}
