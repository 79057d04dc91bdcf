using CrossRes.Data;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Papers;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using CrossRes.Training;
using TorchSharp;
using Xunit;
using static CrossRes.Tests.Training.MiniTable;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

/// <summary>Runs in bf16: computed as float32's are, and never taken for them.</summary>
public sealed class PrecisionTests : IDisposable
{
    private static readonly Recipe Mixed = SmallRun.Horkd.In(MixedPrecision.Bf16);
    private readonly SmallRun small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void A_run_that_was_stopped_ends_as_the_unbroken_one()
    {
        using var teacher = small.Teacher();
        var whole = small.Folder(Mixed, "whole");
        var epochs = small.Do(Mixed, whole, teacher: teacher);
        foreach (var step in (int[])[2, 4])
        {
            var broken = small.Folder(Mixed, $"broken {step}");
            var stop = new CancelAfter(step);
            Assert.Throws<OperationCanceledException>(() => small.Do(Mixed, broken, teacher: teacher, stop: stop));
            Assert.Equal(epochs, small.Do(Mixed, broken, teacher: teacher));
            Assert.Equal(SmallRun.State(whole), SmallRun.State(broken));
        }
        Assert.NotEqual(epochs, small.Do(SmallRun.Horkd, small.Folder(SmallRun.Horkd, "single"), teacher: teacher));
        using var scope = NewDisposeScope();
        foreach (var file in (string[])["model", "losses"])
            Assert.All(Safetensors.Load(Path.Combine(whole.Checkpoint(SmallRun.Epochs), $"{file}.safetensors")).Values,
                tensor => Assert.NotEqual(ScalarType.BFloat16, tensor.dtype));
    }

    [Fact]
    public void The_losses_of_its_first_steps_are_float32s_within_bfloat16s_error()
    {
        using var teacher = small.Teacher();
        var (single, mixed) = (First(SmallRun.Horkd), First(Mixed));
        Assert.Equal(single.Terms.Keys, mixed.Terms.Keys);
        Assert.All(single.Terms, term => Assert.InRange(mixed.Terms[term.Key] / term.Value, 0.97, 1.03));
        Assert.InRange(mixed.Loss!.Value / single.Loss!.Value, 0.98, 1.02);

        EpochRecord First(Recipe recipe) => small.Trainer(recipe with { Epochs = 1, Schedule = new([], 1, 100) }, small.Folder(recipe, "first"))
            .Run(teacher, new CancelAfter(int.MaxValue), default)[0]; // the warm-up's small steps: what differs is the precision
    }

    [Fact]
    public void Its_optimizer_remembers_in_float32()
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(Mixed.Model, 1, CPU, Mixed.Precision);
        using var optimizer = Mixed.Optimizer.Create(network.parameters());
        network.forward(randn(4, 3, 8, 8)).sum().backward();
        optimizer.step();
        Assert.All(optimizer.state_dict().State, state =>
            Assert.Equal(ScalarType.Float32, ((TorchSharp.Modules.SGD.State)state).momentum_buffer.dtype));
    }

    [Fact]
    public void Its_steps_leave_no_tensor_behind()
    {
        var recipe = Mixed with { Epochs = 8 };
        using var teacher = small.Teacher();
        var counts = new TensorCount();
        small.Trainer(recipe, small.Folder(recipe)).Run(teacher, counts, TestContext.Current.CancellationToken);
        var fewest = long.MaxValue;
        foreach (var count in counts.Seen.Skip(2 * SmallRun.Steps))
        {
            fewest = long.Min(fewest, count);
            Assert.InRange(count - fewest, 0, 1); // as in LeakTests
        }
    }

    [Fact]
    public void A_precision_is_part_of_a_recipe_and_of_its_teachers()
    {
        Assert.Equal(MixedPrecision.Bf16, Mixed.Teacher!.Precision);
        Assert.NotEqual(SmallRun.Horkd.Digest, Mixed.Digest);
        Assert.Equal(SmallRun.Horkd.Digest, SmallRun.Horkd.In(null).Digest);
        Assert.Equal(Mixed.Digest, Mixed.In(null).Digest);
        Assert.DoesNotContain("recision", SmallRun.Horkd.ToJson().GetRawText());
    }

    [Fact]
    public void Every_row_of_every_table_takes_the_scales_precision()
    {
        var scale = Scale.Laptop.In(MixedPrecision.Bf16);
        Assert.Equal("laptop scale, bf16", scale.Setting);
        Assert.All(Catalogue.All.SelectMany(table => table.AllTrainable), row =>
        {
            var recipe = row.Recipe!(scale);
            Assert.All(recipe.Stages(1).Select(stage => stage.Recipe).Append(recipe), one => Assert.Equal(MixedPrecision.Bf16, one.Precision));
            Assert.Equal(row.Recipe!(Scale.Laptop).Digest, row.Recipe!(Scale.Laptop.In(MixedPrecision.Float32)).Digest);
        });
        var shorter = HorkdTable1.Experiment.At("laptop", s => s with { Cifar = s.Cifar with { Horkd = new(1, 1) } })["our-16-r"].Recipe!(scale);
        Assert.Equal((1, MixedPrecision.Bf16), (shorter.Epochs, shorter.Precision));
    }

    [Fact]
    public void Runs_of_two_precisions_lie_apart_and_share_no_table()
    {
        using var table = new MiniTable();
        RunRecord Train(string precision)
        {
            using var laboratory = table.Open(precision: precision);
            var record = laboratory.GetOrTrain(TeacherRow, 1, new CancelAfter(int.MaxValue));
            Assert.Single(laboratory.Runs());
            using var network = laboratory.Network(TeacherRow, 1, new CancelAfter(int.MaxValue));
            Assert.All(network.modules().OfType<Conv2d>(), layer => Assert.Equal(precision == MixedPrecision.Bf16, layer.Format is not null));
            return record;
        }
        var (single, mixed) = (Train(MixedPrecision.Float32), Train(MixedPrecision.Bf16));
        Assert.Equal(["float32", "bf16"], new[] { single, mixed }.Select(run => run.Environment.Precision));
        Assert.Equal(["small scale", "small scale, bf16"], new[] { single, mixed }.Select(run => run.Setting()));
        Assert.NotEqual(single.Id, mixed.Id);
        Assert.NotEqual(table.Weights(TeacherRow), table.Weights(TeacherRow, precision: MixedPrecision.Bf16));
        Assert.Equal($"{table.Store.FolderOf(single)}-bf16", table.Store.FolderOf(mixed));
        Assert.Contains("would mix precisions: float32 and bf16", Assert.Throws<ResultsException>(() => Table.Table([single, mixed with { Seed = 2 }])).Message);
        Assert.Equal([["float32"], ["bf16"]], StoredRuns.Largest(Table, Small, table.Store.List()).Select(runs => runs.Select(run => run.Precision())));
    }

    [Fact]
    public void What_a_machine_lacks_is_told_with_the_remedy()
    {
        Assert.Null(Bf16Support.Lacking((9, 0)));
        Assert.Null(Bf16Support.Lacking((8, 0)));
        Assert.Equal("this GPU has compute capability 7.5, below 8.0", Bf16Support.Lacking((7, 5)));
        Assert.Equal("the CUDA driver does not tell this GPU's compute capability", Bf16Support.Lacking(((int, int)?)null));
        Bf16Support.Require(null, CPU);
        if (Bf16Support.Lacking(CPU) is not { } lacking) Bf16Support.Require(MixedPrecision.Bf16, CPU);
        else
            Assert.Equal($"--precision bf16: {lacking}; use --precision float32",
                Assert.Throws<ArgumentException>(() => Bf16Support.Require(MixedPrecision.Bf16, CPU)).Message);
    }

    [Fact]
    public void The_processor_says_what_the_system_says()
    {
        Assert.SkipUnless(File.Exists("/proc/cpuinfo") && System.Runtime.Intrinsics.X86.X86Base.IsSupported, "only Linux on x86 lists the flags");
        var flags = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("flags", StringComparison.Ordinal)).Split(' ');
        Assert.Equal(flags.Contains("avx512_bf16"), Bf16Support.Lacking(CPU) is null);
    }
}
