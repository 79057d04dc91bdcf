using System.Formats.Tar;
using System.IO.Compression;
using CrossRes.Common;
using static CrossRes.Data.Sets.Cifar100Format;

namespace CrossRes.Data.Sets;

/// <summary>
/// CIFAR-100's binary version out of an archive as somebody packed it: .tar.gz, .tar or .zip, told by the first bytes,
/// with the files at any depth. Whatever paths the archive has, only files of the four known names are written.
/// </summary>
public static class Cifar100Archive
{
    private const int MostNames = 1 << 16; // bytes of a list of class names
    private const string Remedy = "fetch cifar-100-binary.tar.gz again";

    private static readonly Dictionary<string, long> Sizes = new()
    {
        [Train.File] = Train.Count * RecordBytes, [Test.File] = Test.Count * RecordBytes, [FineNamesFile] = MostNames,
        [CoarseNamesFile] = MostNames,
    };

    /// <summary>Writes train.bin, test.bin and, where the archive has them, the names of the classes.</summary>
    /// <param name="archive">The file.</param>
    /// <param name="folder">Made where it is missing. Nothing is written outside it.</param>
    /// <exception cref="DataFileException">It is no such archive, not whole, or lacks one of the two files.</exception>
    public static void Unpack(string archive, string folder)
    {
        using var file = DataFile.Open(archive, "check the path");
        var (found, seen) = (new HashSet<string>(), new HashSet<string>());
        try
        {
            foreach (var (path, content) in Entries(file))
            {
                var name = path.Replace('\\', '/').Split('/')[^1];
                seen.Add(name);
                if (!Sizes.TryGetValue(name, out var most)) continue;
                if (!found.Add(name)) throw Fault(archive, $"holds {name} twice");
                AtomicFile.Write(Path.Combine(folder, name), target => Copy(content, target, most, archive, name));
            }
        }
        catch (Exception e) when (
            e is InvalidDataException or FormatException or IOException and not DataFileException or ArgumentException
                or ArithmeticException or NotSupportedException)
        {
            throw NotWhole(archive, e);
        }
        if (new[] { Train.File, Test.File }.FirstOrDefault(f => !found.Contains(f)) is not { } missing) return;
        throw seen.Contains("data_batch_1.bin") ? Fault(archive, "holds CIFAR-10, not CIFAR-100")
            : seen.Contains(Train.Name) ? Fault(archive, "holds the Python version, not the binary one")
            : Fault(archive, $"holds no {missing}");
    }

    private static IEnumerable<(string Path, Stream Content)> Entries(FileStream file)
    {
        Span<byte> first = stackalloc byte[4];
        var length = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        var zip = length == first.Length && first.SequenceEqual("PK\x03\x04"u8);
        var gzip = length >= 2 && first[0] == 0x1F && first[1] == 0x8B;
        file.Position = 0;
        return zip ? OfZip(file) : OfTar(gzip ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    private static IEnumerable<(string Path, Stream Content)> OfZip(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            yield return (entry.FullName, content);
        }
    }

    private static IEnumerable<(string Path, Stream Content)> OfTar(Stream file)
    {
        using var tar = new TarReader(file);
        while (tar.GetNextEntry() is { } entry)
            if (entry.EntryType
                    is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
                yield return (entry.Name, entry.DataStream ?? Stream.Null);
    }

    private static void Copy(Stream content, Stream target, long most, string archive, string name)
    {
        var block = new byte[1 << 16];
        for (var (left, read) = (most, 0); (read = Read()) > 0; target.Write(block, 0, read))
            if ((left -= read) < 0) throw Fault(archive, $"holds a {name} of more than {most:N0} bytes");

        int Read()
        {
            try
            {
                return content.Read(block);
            }
            catch (IOException e) // the archive's end or its compression, not the disk that is written to
            {
                throw NotWhole(archive, e);
            }
        }
    }

    private static DataFileException NotWhole(string archive, Exception reason) =>
        Fault(archive, "is no whole .tar.gz, .tar or .zip", reason);

    private static DataFileException Fault(string archive, string problem, Exception? reason = null) =>
        new(archive, problem, Remedy, reason);
}
