using CrossRes.Benchmarks;
using CrossRes.Data;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Results;
using CrossRes.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly SmallRun small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void A_seed_decides_every_bit()
    {
        RunFolder one = small.Folder(SmallRun.Alone, "one"), two = small.Folder(SmallRun.Alone, "two"), other = small.Folder(SmallRun.Alone, "one", 2);
        var epochs = small.Do(SmallRun.Alone, one);
        Assert.Equal(epochs, small.Do(SmallRun.Alone, two));
        Assert.Equal(SmallRun.State(one), SmallRun.State(two));
        Assert.NotEqual(epochs, small.Do(SmallRun.Alone, other, seed: 2));
        Assert.NotEqual(SmallRun.State(one), SmallRun.State(other));
    }

    [Theory]
    [InlineData(null), InlineData("frozen")]
    public void Frozen_normalization_keeps_its_statistics_and_learns_all_the_rest(string? normalization)
    {
        var recipe = SmallRun.Alone with { BatchNormalization = normalization };
        var folder = small.Folder(recipe);
        small.Do(recipe, folder);
        using var scope = NewDisposeScope();
        var begun = Network.Create(recipe.Model, 1, CPU).state_dict();
        foreach (var (name, tensor) in Safetensors.Load(folder.Weights))
            if (tensor.is_floating_point())
                Assert.True((normalization is not null && name.Contains("running_")) == tensor.Equals(begun[name]), name);
    }

    [Fact]
    public void A_run_that_was_stopped_at_any_step_ends_as_the_unbroken_one()
    {
        var whole = small.Folder(SmallRun.Alone, "whole");
        var epochs = small.Do(SmallRun.Alone, whole);
        for (var step = 1; step < SmallRun.Epochs * SmallRun.Steps; step++)
        {
            var broken = small.Folder(SmallRun.Alone, $"broken {step}");
            Stop(SmallRun.Alone, broken, step);
            Assert.Equal(step / SmallRun.Steps, broken.LastEpoch());
            Assert.Equal(epochs, small.Do(SmallRun.Alone, broken));
            Assert.Equal(SmallRun.State(whole), SmallRun.State(broken));
        }
    }

    [Fact]
    public void So_does_a_student_with_adapter_and_class_centres()
    {
        var recipe = SmallRun.Horkd;
        using var teacher = small.Teacher();
        var whole = small.Folder(recipe, "whole");
        var epochs = small.Do(recipe, whole, teacher: teacher);
        foreach (var step in (int[])[2, 4, 7])
        {
            var broken = small.Folder(recipe, $"broken {step}");
            Stop(recipe, broken, step, teacher);
            Assert.Equal(epochs, small.Do(recipe, broken, teacher: teacher));
            Assert.Equal(SmallRun.State(whole), SmallRun.State(broken));
        }
    }

    [Fact]
    public void So_does_a_student_of_maps_and_memories()
    {
        var recipe = SmallRun.Alone with
        {
            Losses =
            [
                new("ce", 1), new("fitnet", 1), new("ft", 1),
                new("crd", 0.1, new Dictionary<string, string> { ["negatives"] = "5" }),
                new("crrcd", 0.1, new Dictionary<string, string> { ["negatives"] = "9", ["symmetric"] = "yes" }),
            ],
            Teacher = SmallRun.Teaching,
        };
        using var teacher = small.Teacher();
        var whole = small.Folder(recipe, "whole");
        var epochs = small.Do(recipe, whole, teacher: teacher);
        var broken = small.Folder(recipe, "broken");
        Stop(recipe, broken, 4, teacher);
        Assert.Equal(epochs, small.Do(recipe, broken, teacher: teacher));
        Assert.Equal(SmallRun.State(whole), SmallRun.State(broken));
    }

    [Fact]
    public void A_longer_training_begins_with_the_same_epochs()
    {
        var recipe = SmallRun.Alone with { Schedule = new ScheduleSpec([], 1, 0), Epochs = 2 };
        var few = small.Do(recipe, small.Folder(recipe));
        var more = recipe with { Epochs = 4 };
        Assert.Equal(few, small.Do(more, small.Folder(more))[..2]);
    }

    [Fact]
    public void What_a_kill_leaves_half_written_is_passed_over()
    {
        var (whole, killed) = (small.Folder(SmallRun.Alone, "whole"), small.Folder(SmallRun.Alone, "killed"));
        var epochs = small.Do(SmallRun.Alone, whole);
        Stop(SmallRun.Alone, killed, 4);
        foreach (var rest in (string[])[killed.Checkpoint(2) + ".partial", killed.Checkpoint(1) + ".old"])
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(rest).FullName, "model.safetensors"), "half");
        Assert.Equal(epochs, small.Do(SmallRun.Alone, killed));
        Assert.Equal(SmallRun.State(whole), SmallRun.State(killed));
        Assert.Equal([killed.Checkpoint(SmallRun.Epochs - 1), killed.Checkpoint(SmallRun.Epochs)], Directory.EnumerateDirectories(killed.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("losses.safetensors")]
    [InlineData("optimizer.bin")]
    [InlineData("parameters.json")]
    [InlineData("epochs.json")]
    [InlineData("sums.json")]
    public void Where_a_checkpoint_is_damaged_the_run_goes_on_after_the_one_before_and_says_so(string name)
    {
        var whole = small.Folder(SmallRun.Alone, "whole");
        var epochs = small.Do(SmallRun.Alone, whole);
        foreach (var damage in (Action<string>[])[Truncate, f => File.WriteAllText(f, ""), File.Delete, Flip])
        {
            var folder = small.Folder(SmallRun.Alone, $"damaged {Guid.NewGuid():N}");
            Stop(SmallRun.Alone, folder, 7);
            damage(Path.Combine(folder.Checkpoint(2), name));
            var again = new CancelAfter(int.MaxValue);
            Assert.Equal(epochs, small.Do(SmallRun.Alone, folder, stop: again));
            Assert.Equal(SmallRun.State(whole), SmallRun.State(folder));
            var note = Assert.Single(again.Notes);
            Assert.StartsWith($"{folder.Checkpoint(2)}: the checkpoint is damaged (", note);
            Assert.EndsWith("the run goes on after epoch 1", note);
        }
    }

    [Fact]
    public void Where_both_checkpoints_are_damaged_the_run_begins_again_and_says_so()
    {
        var epochs = small.Do(SmallRun.Alone, small.Folder(SmallRun.Alone, "whole"));
        var folder = small.Folder(SmallRun.Alone, "damaged");
        Stop(SmallRun.Alone, folder, 7);
        foreach (var epoch in (int[])[1, 2]) Truncate(Path.Combine(folder.Checkpoint(epoch), "optimizer.bin"));
        var again = new CancelAfter(int.MaxValue);
        Assert.Equal(epochs, small.Do(SmallRun.Alone, folder, stop: again));
        Assert.Equal(2, again.Notes.Count);
        Assert.EndsWith("it begins again", again.Notes[1]);
    }

    [Fact]
    public void An_optimizers_state_is_not_given_to_other_parameters()
    {
        var folder = small.Folder(SmallRun.Alone);
        Stop(SmallRun.Alone, folder, 4);
        var (file, sums) = (Path.Combine(folder.Checkpoint(1), "parameters.json"), Path.Combine(folder.Checkpoint(1), "sums.json"));
        var before = RunFolder.Sha256(file);
        File.WriteAllText(file, File.ReadAllText(file).Replace("conv1", "conv9"));
        File.WriteAllText(sums, File.ReadAllText(sums).Replace(before, RunFolder.Sha256(file)));
        var error = Assert.Throws<ResultsException>(() => small.Do(SmallRun.Alone, folder));
        Assert.Contains("optimizer.bin belongs to other parameters", error.Message);
    }

    [Fact]
    public void A_checkpoint_of_fewer_epochs_than_its_name_says_is_damaged()
    {
        var folder = small.Folder(SmallRun.Alone);
        Stop(SmallRun.Alone, folder, 4);
        Directory.Move(folder.Checkpoint(1), folder.Checkpoint(2));
        var again = new CancelAfter(int.MaxValue);
        small.Do(SmallRun.Alone, folder, stop: again);
        Assert.Contains("does not hold 2 epochs", Assert.Single(again.Notes));
    }

    [Fact]
    public void A_run_that_diverges_says_so_and_leaves_no_weights()
    {
        var recipe = SmallRun.Alone with { Optimizer = new OptimizerSpec(1e6, 0.9, 5e-4), Epochs = 8 };
        var folder = small.Folder(recipe);
        var error = Assert.Throws<TrainingException>(() => small.Do(recipe, folder));
        Assert.Contains("diverges", error.Message);
        Assert.False(File.Exists(folder.Weights));
    }

    [Fact]
    public void A_test_that_needs_finite_numbers_does_not_hide_that_a_run_diverges()
    {
        var recipe = SmallRun.Alone with { Optimizer = new OptimizerSpec(1e6, 0.9, 5e-4), Epochs = 8 };
        var trainer = new Trainer(recipe, 1, new Strict(small.Data), small.Folder(recipe), CPU);
        Assert.Throws<TrainingException>(() => trainer.Run(null, new CancelAfter(int.MaxValue), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_run_is_held_by_one_process_and_others_wait_for_it()
    {
        var folder = small.Folder(SmallRun.Alone);
        var told = new TaskCompletionSource<string>();
        using var stop = new CancellationTokenSource();
        var test = TestContext.Current.CancellationToken;
        var held = folder.Lock(Assert.Fail, test);
        var stopped = Task.Run(() => folder.Lock(_ => stop.Cancel(), stop.Token), test);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        var waiting = Task.Run(() => folder.Lock(told.SetResult, test), test);
        Assert.EndsWith("another process trains this run; waiting for it", await told.Task);
        Assert.False(waiting.IsCompleted);
        held.Dispose();
        (await waiting).Dispose();
    }

    /// <summary>Refuses to test a network whose weights are not finite.</summary>
    private sealed class Strict(Classification inner) : Benchmark
    {
        public override ImageSet Train => inner.Train;
        public override long TestCount => inner.TestCount;
        public override Normalization Normalization => inner.Normalization;
        public override string Sha256 => inner.Sha256;
        public override string Headline => inner.Headline;

        public override IReadOnlyDictionary<string, double> Test(Backbone model, EvaluationTransform transform) =>
            model.parameters().All(p => p.isfinite().all().ToBoolean()) ? inner.Test(model, transform) : throw new ArgumentException("not finite");

        public override void Dispose() { }
    }

    [Fact]
    public void A_last_batch_that_batch_normalization_cannot_use_is_named_and_nothing_is_stored()
    {
        // 22 images in batches of 7 leave one, and VGG's last maps of 16 pixels are 1×1
        var recipe = SmallRun.Alone with { Model = new("vgg11_bn", SmallRun.Classes, 0.25), Resolution = SmallRun.Full, BatchSize = 7 };
        var folder = small.Folder(recipe);
        var error = Assert.Throws<TrainingException>(() => small.Do(recipe, folder));
        Assert.Matches("^batch 4 of epoch 1 holds 1 image, and batch normalization features.*one value per channel", error.Message);
        Assert.False(File.Exists(folder.Weights));
        Assert.Equal(0, folder.LastEpoch());
    }

    [Fact]
    public void A_loss_that_needs_a_teacher_says_that_the_recipe_names_none()
    {
        var recipe = SmallRun.Horkd with { Teacher = null };
        Assert.Contains("names none", Assert.Throws<TrainingException>(() => small.Do(recipe, small.Folder(recipe))).Message);
        var kd = SmallRun.Alone with { Losses = [new("kd", 1)] };
        Assert.Contains("names none", Assert.Throws<TrainingException>(() => small.Do(kd, small.Folder(kd))).Message);
    }

    private void Stop(Recipe recipe, RunFolder folder, int step, Teacher? teacher = null) =>
        Assert.Throws<OperationCanceledException>(() => small.Do(recipe, folder, teacher: teacher, stop: new CancelAfter(step)));

    private static void Flip(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static void Truncate(string file) => File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
}
