using System.IO.MemoryMappedFiles;
using System.Text.Json;
using CrossRes.Common;
using Microsoft.Win32.SafeHandles;

namespace CrossRes.Training;

/// <summary>What the rows of a <see cref="ViewFile"/> are; a file is only opened by who asks for the same.</summary>
/// <param name="Teacher">SHA-256 of the weights that answered.</param>
/// <param name="Sees">What the teacher saw of an image: side, resampler, augmentation.</param>
/// <param name="Images">Images.</param>
/// <param name="Views">Views of each.</param>
/// <param name="RowBytes">Bytes of one answer.</param>
public sealed record ViewFileKey(string Teacher, string Sees, long Images, long Views, int RowBytes);

/// <summary>
/// One row of bytes for every view of every image, filled as they come: a sparse file that takes the disk of what is in
/// it. Rows are read through a memory map and written by calls that can fail (a map would end the program on a full
/// disk); a row counts once it is whole, so that a killed process leaves nothing wrong behind.
/// </summary>
internal sealed class ViewFile : IDisposable
{
    private const string Rows = "rows.bin", Present = "present.bin", About = "about.json";

    private readonly ViewFileKey key;
    private readonly SafeFileHandle rows, marks;
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte[] present;
    private readonly long limit;
    private long filled;
    private bool full;

    /// <param name="folder">The file's own folder.</param>
    /// <param name="limit">Bytes of rows beyond which nothing is added.</param>
    /// <exception cref="DataFileException">The folder holds rows of another teacher, or is damaged, or cannot be
    /// written.</exception>
    internal ViewFile(string folder, ViewFileKey key, long limit)
    {
        (this.key, this.limit) = (key, limit);
        try
        {
            using var alone = FolderLock.Wait(Path.GetDirectoryName(folder)!); // students may begin side by side
            Prepare(folder, key);
            var length = key.Images * key.Views;
            rows = Open(Path.Combine(folder, Rows), length * key.RowBytes, out var isNew);
            if (isNew) File.Delete(Path.Combine(folder, Present)); // of rows that are no more
            marks = Open(Path.Combine(folder, Present), length, out _);
            map = MemoryMappedFile.CreateFromFile(rows, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None,
                leaveOpen: true);
            view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            present = new byte[length];
            for (var done = 0; done < length;) done += RandomAccess.Read(marks, present.AsSpan(done), done);
            filled = length - present.AsSpan().Count((byte)0);
        }
        catch (Exception e) when (e is IOException and not DataFileException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(folder, e);
        }
    }

    /// <summary>Rows that are there.</summary>
    internal long Filled => filled;

    /// <summary>Copies the rows of some views one after the other, or answers false where one is missing.</summary>
    internal bool TryRead(ReadOnlySpan<long> places, Span<byte> into)
    {
        foreach (var place in places)
            if (!Has(place)) return false;
        for (var i = 0; i < places.Length; i++)
            view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(places[i] * key.RowBytes),
                into.Slice(i * key.RowBytes, key.RowBytes));
        return true;
    }

    /// <summary>Adds the rows that are missing; on a full disk, or beyond the limit, nothing more is added.</summary>
    internal void Add(ReadOnlySpan<long> places, ReadOnlySpan<byte> from)
    {
        for (var i = 0; i < places.Length && !full; i++)
        {
            var place = places[i];
            if (Has(place)) continue;
            full = (filled + 1) * key.RowBytes > limit;
            if (full) return;
            try
            {
                RandomAccess.Write(rows, from.Slice(i * key.RowBytes, key.RowBytes), place * key.RowBytes);
                RandomAccess.Write(marks, [1], place);
            }
            catch (IOException)
            {
                full = true; // the run needs none of this
                return;
            }
            present[place] = 1;
            filled++;
        }
    }

    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
        rows.Dispose();
        marks.Dispose();
    }

    /// <summary>Whether a row is there, from before, or since then from here or from another process.</summary>
    private bool Has(long place)
    {
        if (present[place] != 0) return true;
        if (RandomAccess.Read(marks, present.AsSpan((int)place, 1), place) == 0 || present[place] == 0) return false;
        filled++;
        return true;
    }

    private static void Prepare(string folder, ViewFileKey key)
    {
        var about = Path.Combine(folder, About);
        if (!File.Exists(about))
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            AtomicFile.Write(about, JsonSerializer.Serialize(key));
            return;
        }
        var found = Read(about);
        if (found.Teacher != key.Teacher)
            throw new DataFileException(folder,
                $"holds the answers of another teacher ({found.Teacher[..12]}… is not {key.Teacher[..12]}…)",
                "delete that folder");
        if (found != key)
            throw new DataFileException(folder,
                $"holds {found.Images} images of {found.Views} views, {found.RowBytes} bytes each, not {key.Images} of "
                    + $"{key.Views}, {key.RowBytes} each", "delete that folder");
    }

    private static ViewFileKey Read(string about)
    {
        try
        {
            return JsonSerializer.Deserialize<ViewFileKey>(File.ReadAllText(about)) is { Teacher.Length: 64 } key
                ? key : throw new JsonException("no teacher");
        }
        catch (JsonException e)
        {
            throw new DataFileException(about, $"is damaged ({e.Message.ReplaceLineEndings(" ")})", "delete its folder",
                e);
        }
    }

    /// <summary>
    /// Opens or makes a file of a length; where a file has another, its rows are no longer to be trusted.
    /// </summary>
    /// <param name="isNew">It is new, or was left empty by a process that was killed when it made it.</param>
    private static SafeFileHandle Open(string path, long length, out bool isNew)
    {
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        isNew = RandomAccess.GetLength(handle) == 0;
        if (isNew) RandomAccess.SetLength(handle, length);
        if (RandomAccess.GetLength(handle) == length) return handle;
        handle.Dispose();
        throw new DataFileException(path, $"is {new FileInfo(path).Length} bytes, not {length}", "delete its folder");
    }
}
