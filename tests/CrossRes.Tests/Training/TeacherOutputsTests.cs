using CrossRes.Data;
using CrossRes.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

public sealed class TeacherOutputsTests : IDisposable
{
    private readonly SmallRun small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void A_student_of_stored_outputs_equals_one_of_computed_outputs()
    {
        RunFolder computed = small.Folder(SmallRun.Horkd, "computed"), read = small.Folder(SmallRun.Horkd, "read");
        using var teacher = small.Teacher();
        var epochs = small.Do(SmallRun.Horkd, computed, teacher: teacher);
        var stored = Stored();
        Assert.Equal(SmallRun.Epochs + 1, stored.Count);

        Assert.Equal(epochs, small.Do(SmallRun.Horkd, read, teacher: teacher));
        Assert.Equal(SmallRun.State(computed), SmallRun.State(read));
        Assert.Equal(stored, Stored());

        Dictionary<string, DateTime> Stored() => new DirectoryInfo(Path.Combine(small.Folder(SmallRun.Teaching).Path, "outputs"))
            .EnumerateFiles().ToDictionary(f => f.Name, f => f.LastWriteTimeUtc);
    }

    [Fact]
    public void Centres_are_the_averages_of_the_embeddings()
    {
        using var scope = NewDisposeScope();
        using var teacher = small.Teacher();
        using var source = Trainer.Source(small.Train, SmallRun.Alone, CPU);
        using var frozen = no_grad();
        var embedding = teacher.Network.Observe(Normalization.Cifar100.Apply(small.Train.Images)).Embedding;
        var centres = teacher.Centres(source, SmallRun.Classes + 1);
        for (var c = 0; c < SmallRun.Classes; c++)
            Assert.True(centres[c].allclose(embedding[small.Train.Labels.eq(c)].mean([0L]).to_type(ScalarType.Float64), 1e-5, 1e-6));
        Assert.True(centres[SmallRun.Classes].isnan().all().ToBoolean());
    }

    [Fact]
    public void Outputs_of_another_teacher_or_number_of_images_are_refused_by_name()
    {
        using (var teacher = small.Teacher()) Collect(teacher.Outputs, 1);
        var folder = small.Folder(SmallRun.Teaching);
        var file = folder.Outputs(1, 1);

        using (var fewer = new Teacher(SmallRun.Teaching, folder, small.Train.Count - 1, 2, CPU))
            Assert.StartsWith($"{file}: does not hold a teacher's outputs for 21 images", Assert.Throws<DataFileException>(() => fewer.Outputs.Begin(1, 1)).Message);

        using var another = small.Teacher(seed: 2);
        var copy = small.Folder(SmallRun.Teaching, seed: 2).Outputs(1, 1);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy);
        Assert.StartsWith($"{copy}: does not hold the outputs of the teacher in", Assert.Throws<DataFileException>(() => another.Outputs.Begin(1, 1)).Message);
    }

    [Fact]
    public void New_weights_drop_what_earlier_ones_answered()
    {
        using (var teacher = small.Teacher()) Collect(teacher.Outputs, 1);
        var folder = small.Folder(SmallRun.Teaching);
        File.Delete(folder.Weights);
        folder.DropCheckpoints();
        small.Teacher().Dispose();
        Assert.False(File.Exists(folder.Outputs(1, 1)));
    }

    [Fact]
    public void A_damaged_file_is_refused_by_name()
    {
        using var teacher = small.Teacher();
        Collect(teacher.Outputs, 1);
        var file = small.Folder(SmallRun.Teaching).Outputs(1, 1);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^3]);
        Assert.StartsWith(file, Assert.Throws<DataFileException>(() => teacher.Outputs.Begin(1, 1)).Message);
    }

    private void Collect(TeacherOutputs outputs, int epoch)
    {
        using var source = Trainer.Source(small.Train, SmallRun.Alone, CPU);
        using var scope = NewDisposeScope();
        outputs.Begin(1, epoch);
        foreach (var batch in source.Epoch(1, epoch)) outputs.Of(batch);
        outputs.End();
    }
}
