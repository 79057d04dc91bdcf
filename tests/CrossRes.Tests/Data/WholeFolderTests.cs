using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Data.StandIns;
using Xunit;

namespace CrossRes.Tests.Data;

/// <summary>Folders that several processes use at once.</summary>
public sealed class WholeFolderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Who_comes_second_takes_what_the_first_made()
    {
        var target = folder["set"];
        WholeFolder.Make(target, mine =>
        {
            WholeFolder.Make(target, other => File.WriteAllText(Path.Combine(other, "a"), "first"), () => false); // meanwhile
            File.WriteAllText(Path.Combine(mine, "a"), "second");
        }, () => File.Exists(Path.Combine(target, "a")));
        Assert.Equal("first", File.ReadAllText(Path.Combine(target, "a")));
        Assert.Equal([target], Directory.EnumerateFileSystemEntries(folder.Path)); // nothing is left over
    }

    [Fact]
    public void Something_else_at_its_place_is_kept_and_named()
    {
        var target = folder["set"];
        var error = Assert.Throws<DataFileException>(() => WholeFolder.Make(target, _ =>
        {
            Directory.CreateDirectory(target);
            File.WriteAllText(Path.Combine(target, "mine"), "");
        }, () => false));
        Assert.StartsWith(target, error.Message);
        Assert.True(File.Exists(Path.Combine(target, "mine")));
        Assert.Equal([target], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Every_synthetic_set_can_be_made_by_several_at_once()
    {
        var options = new SyntheticOptions(TrainPerClass: 1, TestPerClass: 1);
        Parallel.For(0, 4, _ => SyntheticCifar100.Write(folder["cifar"], options));
        Parallel.For(0, 4, _ => SyntheticFolder.Make(folder["faces"], "faces", 1, 1, made => File.WriteAllText(Path.Combine(made, "a"), "")));
        Assert.Equal(["cifar", "faces"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_temporary_folder_has_locks_and_is_left_as_it_was()
    {
        Assert.True(FileLocks.Work(folder["work"]));
        AtomicFile.RequireWritable(folder["work"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["work"]));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_told_at_once()
    {
        File.WriteAllText(folder["results"], "");
        Assert.StartsWith(folder["results"], Assert.Throws<DataFileException>(() => AtomicFile.RequireWritable(folder["results"])).Message);
        Assert.Throws<DataFileException>(() => FileLocks.Work(folder["results"]));
    }
}
