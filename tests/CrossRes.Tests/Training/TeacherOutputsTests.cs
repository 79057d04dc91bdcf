using System.Text.Json;
using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Experiments;
using CrossRes.Results;
using CrossRes.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

public sealed class TeacherOutputsTests : IDisposable
{
    private static readonly Recipe Half = SmallRun.Horkd with { TeacherPrecision = "float16" };

    private readonly SmallRun small = new();

    public void Dispose() => small.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_student_of_stored_outputs_equals_one_of_computed_outputs(bool half)
    {
        var recipe = half ? Half : SmallRun.Horkd;
        RunFolder never = small.Folder(recipe, "never"), first = small.Folder(recipe, "first"), second = small.Folder(recipe, "second");
        using var teacher = small.Teacher();
        using (var forgetful = new Teacher(SmallRun.Teaching, small.Folder(SmallRun.Teaching), CPU, remembers: false))
        {
            small.Do(recipe, never, teacher: forgetful);
            Assert.Equal(0, forgetful.Stored);
        }

        var epochs = small.Do(recipe, first, teacher: teacher);
        var stored = teacher.Stored;
        Assert.InRange(stored, 2 * small.Train.Count, (SmallRun.Epochs + 1) * small.Train.Count);
        Assert.Equal(epochs, small.Do(recipe, second, teacher: teacher));
        Assert.Equal(stored, teacher.Stored);
        Assert.Equal(SmallRun.State(never), SmallRun.State(first));
        Assert.Equal(SmallRun.State(never), SmallRun.State(second));
    }

    [Fact]
    public void Half_precision_costs_no_more_than_its_rounding()
    {
        using var teacher = small.Teacher();
        var (full, half) = (Losses(SmallRun.Horkd), Losses(Half));
        Assert.NotEqual(full, half);
        Assert.All(full.Zip(half), pair => Assert.Equal(pair.First, pair.Second, 2e-3 * pair.First));

        double[] Losses(Recipe recipe) => [.. small.Do(recipe, small.Folder(recipe, "half"), teacher: teacher)
            .Select(e => JsonSerializer.Deserialize<EpochRecord>(e)!.Loss!.Value)];
    }

    [Fact]
    public void Centres_are_the_averages_of_the_embeddings()
    {
        using var scope = NewDisposeScope();
        using var teacher = small.Teacher();
        using var source = Source();
        using var frozen = no_grad();
        var embedding = teacher.Network.Observe(Normalization.Cifar100.Apply(small.Train.Images)).Embedding;
        var centres = teacher.Centres(source, SmallRun.Classes + 1);
        for (var c = 0; c < SmallRun.Classes; c++)
            Assert.True(centres[c].allclose(embedding[small.Train.Labels.eq(c)].mean([0L]).to_type(ScalarType.Float64), 1e-5, 1e-6));
        Assert.True(centres[SmallRun.Classes].isnan().all().ToBoolean());
    }

    [Fact]
    public void Outputs_of_another_teacher_are_refused_by_name()
    {
        using (var teacher = small.Teacher()) Collect(teacher);
        using var another = small.Teacher(seed: 2);
        Collect(another);
        var (theirs, ours) = (Outputs(1), Outputs(2));
        File.Copy(Path.Combine(theirs, "about.json"), Path.Combine(ours, "about.json"), overwrite: true);
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(ours)}: holds the answers of another teacher \\([0-9a-f]{{12}}… is not [0-9a-f]{{12}}…\\); delete that folder$",
            Assert.Throws<DataFileException>(() => Collect(another)).Message);
    }

    [Theory]
    [InlineData("about.json")]
    [InlineData("rows.bin")]
    [InlineData("present.bin")]
    public void A_damaged_file_is_refused_by_name(string name)
    {
        using var teacher = small.Teacher();
        Collect(teacher);
        teacher.Dispose();
        var file = Path.Combine(Outputs(1), name);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^3]);
        using var again = small.Teacher();
        Assert.StartsWith(file, Assert.Throws<DataFileException>(() => Collect(again)).Message);
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_worked_out_again()
    {
        long stored;
        using (var teacher = small.Teacher())
        {
            Collect(teacher);
            stored = teacher.Stored;
        }
        var (rows, present) = (Path.Combine(Outputs(1), "rows.bin"), Path.Combine(Outputs(1), "present.bin"));
        File.WriteAllBytes(rows, [.. Enumerable.Repeat((byte)255, (int)new FileInfo(rows).Length)]); // not a number
        File.WriteAllBytes(present, new byte[new FileInfo(present).Length]);
        using var again = small.Teacher();
        Assert.All(Collect(again), loss => Assert.True(double.IsFinite(loss)));
        Assert.Equal(stored, again.Stored);
    }

    [Fact]
    public void Beyond_the_limit_nothing_is_stored_and_all_is_answered()
    {
        using var folder = new TempFolder();
        var key = new ViewFileKey(new string('a', 64), "all", 4, 3, 8);
        using var file = new ViewFile(folder["views"], key, limit: 20);
        byte[] rows = [.. Enumerable.Range(0, 24).Select(k => (byte)k)], read = new byte[16];
        file.Add([7, 2, 11], rows);
        Assert.Equal(2, file.Filled);
        Assert.True(file.TryRead([2, 7], read));
        Assert.Equal([.. rows[8..16], .. rows[..8]], read);
        Assert.False(file.TryRead([11], read));
    }

    [Fact]
    public void What_another_process_has_added_since_is_there()
    {
        using var folder = new TempFolder();
        var key = new ViewFileKey(new string('a', 64), "all", 4, 3, 2);
        using ViewFile one = new(folder["views"], key, limit: 100), other = new(folder["views"], key, limit: 100);
        var read = new byte[4];
        Assert.False(other.TryRead([5, 7], read));
        one.Add([7, 5], [1, 2, 3, 4]);
        Assert.True(other.TryRead([5, 7], read));
        Assert.Equal([3, 4, 1, 2], read);
        Assert.Equal(2, other.Filled);
        other.Add([5, 6], [9, 9, 5, 6]);   // the first is there
        Assert.True(one.TryRead([5, 6], read));
        Assert.Equal([3, 4, 5, 6], read);
        Assert.Equal(3, one.Filled);
    }

    [Fact]
    public void Students_may_begin_at_the_same_moment()
    {
        var key = new ViewFileKey(new string('a', 64), "all", 4, 3, 2);
        for (var attempt = 0; attempt < 50; attempt++)
        {
            using var folder = new TempFolder();
            Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, student =>
            {
                using var file = new ViewFile(folder["views"], key, limit: 100);
                file.Add([student], [(byte)student, 1]);
            });
            using var after = new ViewFile(folder["views"], key, limit: 100);
            var read = new byte[8];
            Assert.True(after.TryRead([0, 1, 2, 3], read));
            Assert.Equal([0, 1, 1, 1, 2, 1, 3, 1], read);
        }
    }

    [Fact]
    public void Students_that_see_other_images_share_nothing()
    {
        using var teacher = small.Teacher();
        Collect(teacher);
        var stored = teacher.Stored;
        Collect(teacher, SmallRun.Horkd with { Images = SmallRun.Horkd.Images with { TrainPerClass = 3 } });
        Collect(teacher);
        Assert.Equal(stored, teacher.Stored);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(small.Folder(SmallRun.Teaching).Path, "outputs")).Length);
    }

    [Fact]
    public void New_weights_drop_what_earlier_ones_answered()
    {
        using (var teacher = small.Teacher()) Collect(teacher);
        var folder = small.Folder(SmallRun.Teaching);
        File.Delete(folder.Weights);
        folder.DropCheckpoints();
        small.Teacher().Dispose();
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "outputs")));
    }

    private BatchSource Source() => Trainer.Source(SmallRun.Alone, small.Data, CPU);

    private string Outputs(long seed) =>
        Directory.GetDirectories(Path.Combine(small.Folder(SmallRun.Teaching, seed: seed).Path, "outputs")).Single();

    /// <summary>Asks for every image as it is; returns the sums of the answers.</summary>
    private List<double> Collect(Teacher teacher, Recipe? student = null)
    {
        using var source = Source();
        using var scope = NewDisposeScope();
        teacher.PrepareFor(source, student ?? SmallRun.Horkd);
        return [.. source.Plain().Select(batch => teacher.Observe(batch, maps: false).Embedding.sum().ToDouble())];
    }
}
