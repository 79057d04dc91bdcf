using CrossRes.Common;


namespace Repro.Bench.Trust;

/// <summary>
/// Makes readers of bytes out of readers of paths: each file is written into a folder of its own, which is emptied when
/// the process ends.
/// </summary>
internal sealed class Scratch
{
    private readonly Lazy<string> folder = new(() =>
    {
        var made = Directory.CreateTempSubdirectory("trust-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(made, recursive: true);
        return made;
    });

    internal string this[string name] => Path.Combine(folder.Value, name);

    /// <summary>A reader of the file of a name in the folder; what it says begins with a path there.</summary>
    /// <param name="file">Below the folder.</param>
    /// <param name="read">The path of the file, and of the folder.</param>
    /// <param name="drawn">Seeds.</param>
    /// <param name="prepare">Writes what the reader wants besides, once, into the folder that it is given.</param>
    internal static MutatedReader Reader(
        string name, string file, Action<string, string> read, Func<IEnumerable<byte[]>> drawn,
        Action<string>? prepare = null, params string[] patterns)
    {
        var (scratch, prepared) = (new Scratch(), false);
        return new(name, patterns, HasEnd: false, Read, drawn)
        {
            Refuses = (thrown, _) => thrown is DataFileException or CrossRes.Results.ResultsException
                or CSharpKernel.Notebooks.NotebookException or InvalidDataException
                && MutatedReader.IsComplete(thrown.Message, scratch.folder.Value),
        };

        void Read(byte[] bytes, string _)
        {
            var path = scratch[file];
            if (!prepared)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                prepare?.Invoke(scratch.folder.Value);
                prepared = true;
            }
            File.WriteAllBytes(path, bytes);
            read(path, scratch.folder.Value);
        }
    }

    /// <summary>The bytes that something writes to a path.</summary>
    internal static byte[] Written(Action<string> write)
    {
        var path = Path.GetTempFileName();
        try
        {
            write(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
