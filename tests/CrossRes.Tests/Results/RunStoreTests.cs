using System.Runtime.InteropServices;
using CrossRes.Common;
using CrossRes.Results;
using Xunit;

namespace CrossRes.Tests.Results;

public sealed class RunStoreTests : IDisposable
{
    private readonly TempFolder folder = new();

    private RunStore Store => new(folder["results"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_saved_run_is_found_by_recipe_seed_and_data()
    {
        var run = SampleRuns.Run();
        Assert.Null(Store.Find(run.RecipeDigest, 1, run.Data.Sha256));
        var path = Store.Save(run);
        Assert.Equal(Path.Combine(Store.Folder, "table1", "laptop-CIFAR-100", "OUR-16-R-s1.json"), path);
        Store.Save(SampleRuns.Run(seed: 12));

        var found = Store.Find(run.RecipeDigest, 1, run.Data.Sha256);
        Assert.Null(RecordComparison.FirstDifference(run, found!));
        Assert.Null(Store.Find(run.RecipeDigest, 2, run.Data.Sha256));
        Assert.Null(Store.Find(run.RecipeDigest, 1, new string('b', 64)));
        Assert.Null(Store.Find(new string('0', 64), 1, run.Data.Sha256));
    }

    [Fact]
    public void A_changed_recipe_or_other_data_under_the_same_name_lives_beside_the_first()
    {
        RunRecord[] runs =
        [
            SampleRuns.Run(), SampleRuns.Run(recipe: """{"epochs":3}"""),
            SampleRuns.Run(data: SampleRuns.Data with { Sha256 = new string('b', 64) }),
        ];
        Assert.Distinct(runs.Select(run => Store.Save(run)));
        foreach (var run in runs)
            Assert.Equal(run.Id, Store.Find(run.RecipeDigest, run.Seed, run.Data.Sha256)!.Id);
        Assert.Equal(3, Store.List().Count);
    }

    [Fact]
    public void Synthetic_data_shows_in_the_path() =>
        Assert.Contains("laptop-CIFAR-100-synthetic/", Store.Save(SampleRuns.Run(data: SampleRuns.Data with { Origin = "synthetic" })));

    [Fact]
    public void The_same_numbers_again_change_nothing()
    {
        var path = Store.Save(SampleRuns.Run());
        var before = File.ReadAllBytes(path);
        Assert.Equal(path, Store.Save(SampleRuns.Run() with { WallSeconds = 1 }));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void Other_numbers_for_the_same_run_are_refused()
    {
        var path = Store.Save(SampleRuns.Run());
        var other = SampleRuns.Run(top1: [50.5, 57.5]);
        var error = Assert.Throws<ResultsException>(() => Store.Save(other));
        Assert.Contains("$.result.last: 57.25 against 57.5", error.Message);
        Assert.Equal(57.25, RecordFile.Read(path).Result.Last);
    }

    [Fact]
    public void Lists_in_path_order_and_passes_over_other_files()
    {
        Store.Save(SampleRuns.Run("B"));
        Store.Save(SampleRuns.Run("A"));
        Store.Save(SampleRuns.Run("C") with { Table = "figure3" });
        File.WriteAllText(Path.Combine(Store.Folder, "table1", "curves.json"), "{}");
        Assert.Equal(["C", "A", "B"], Store.List().Select(run => run.Row));
    }

    [Fact]
    public void Names_never_lead_out_of_the_folder()
    {
        var path = Path.GetFullPath(Store.Save(SampleRuns.Run("../../x y") with { Table = "../t" }));
        Assert.StartsWith(Store.Folder + Path.DirectorySeparatorChar, path);
        Assert.Single(Store.List());
    }

    [Fact]
    public void A_damaged_record_is_named()
    {
        var path = Store.Save(SampleRuns.Run());
        File.WriteAllText(path, File.ReadAllText(path)[..100]);
        Assert.StartsWith(path, Assert.Throws<ResultsException>(() => Store.List()).Message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.StartsWith("no/such.json: cannot be read", Assert.Throws<ResultsException>(() => RecordFile.Read("no/such.json")).Message);

    [Fact]
    public void A_folder_that_cannot_be_made_gives_one_line()
    {
        File.WriteAllText(folder["file"], "");
        var error = Assert.Throws<DataFileException>(() => new RunStore(folder["file"]).Save(SampleRuns.Run()));
        Assert.Contains("cannot be written", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_full_disk_gives_one_line_and_keeps_the_old_file()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "needs /dev/full");
        var path = folder["record.json"];
        AtomicFile.Write(path, "old");
        File.CreateSymbolicLink(AtomicFile.PartialPath(path), "/dev/full");

        var error = Assert.Throws<DataFileException>(() => AtomicFile.Write(path, "new"));
        Assert.Equal($"{path}: the disk is full; free some space and run again. Nothing was changed there.", error.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }
}
