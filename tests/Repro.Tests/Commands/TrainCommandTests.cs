using CrossRes.Results;
using Repro.Tests.Jobs;
using Xunit;

namespace Repro.Tests.Commands;

public sealed class TrainCommandTests(SyntheticData data, Undisturbed undisturbed) : IDisposable
{
    private const string Row = "alone-16-v";

    private readonly Checkout checkout = new();

    private string Record => checkout[$"results/table1/tiny-CIFAR-100-synthetic/{Row}-s1.json"];

    public void Dispose() => checkout.Dispose();

    [Fact]
    public void A_row_is_trained_once()
    {
        var (code, output, error) = Train();
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("1 runs to train", output);
        Assert.Contains("weiaicunzai/pytorch-cifar100", output);
        var record = RecordFile.Read(Record);
        var result = FormattableString.Invariant($"seed 1: top-1 accuracy {record.Result.Last:F2} % after the last epoch, best {record.Result.Best:F2} %");
        Assert.Contains(result, output);

        var written = File.GetLastWriteTimeUtc(Record);
        (code, output, _) = Train();
        Assert.Equal(0, code);
        Assert.DoesNotContain("to train", output);
        Assert.Contains(result, output);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Record));
        Assert.Equal(4, checkout.Files.Count()); // the record, the weights, the plan, and what was told of its run
    }

    [Fact]
    public void A_student_brings_its_stages_which_are_trained_here_one_after_the_other()
    {
        var (code, output, error) = checkout.Repro("train", "our-16-v", "--seed", "3", "--scale", "tiny", "--jobs", "4", "--data", data.Folder);
        Assert.Equal((0, ""), (code, error));
        Assert.DoesNotContain("at once", output);
        Assert.Equal(
            ["our-16-v-s3.json", "our-32-v-s3.json", "teacher-s3.json"],
            checkout.Files.Select(f => Path.GetFileName(f)!).Where(f => f.EndsWith("-s3.json")).Order());
    }

    [Fact]
    public void Fresh_wants_the_numbers_that_are_stored()
    {
        Assert.Equal(0, Train().Code);
        Assert.Equal(0, Train("--fresh").Code);
        var record = RecordFile.Read(Record);
        RecordFile.Write(Record, record with { Epochs = [record.Epochs[0] with { Loss = 7 }, .. record.Epochs.Skip(1)] });
        var (code, _, error) = Train("--fresh");
        Assert.Equal(1, code);
        Assert.Matches(@"^repro: \S.*: holds the same run with other numbers \(\$\.epochs\[0\]\.loss: 7 against \d.*\n$", error);
    }

    [Fact]
    public void A_results_folder_that_cannot_be_written_is_told_before_the_training()
    {
        File.WriteAllText(checkout["results"], "");
        var (code, output, error) = Train();
        Assert.Equal(1, code);
        Assert.DoesNotContain("epoch 1", output);
        Assert.Matches(@"^repro: \S.*results.*\n$", error);
    }

    [Fact]
    public void A_file_system_without_locks_is_told()
    {
        var (code, output, error) = checkout.Bash($"DOTNET_SYSTEM_IO_DISABLEFILELOCKING=1 $repro train {Row} --scale tiny --data '{data.Folder}'");
        Assert.True(code == 0, error);
        Assert.Contains("has no locks", output);
    }

    [Fact]
    public void A_dry_run_shows_the_plan_and_trains_nothing()
    {
        var (code, output, error) = checkout.Repro("run", "table1", "--dry-run", "--seeds", "2", "--scale", "tiny", "--data", data.Folder);
        Assert.Equal((0, ""), (code, error));
        foreach (var label in (string[])["teacher seed 1", "our-16-r seed 1", "our-16-v seed 2", "n planned 1, asked for 2"])
            Assert.Contains(label, output);
        Assert.Empty(checkout.Files);
    }

    [Fact]
    public void The_plan_of_a_tuning_says_all_its_trials_and_how_long_they_take()
    {
        var (code, output, error) = checkout.Repro("tune", "table1", "--dry-run", "--scale", "tiny", "--jobs", "2", "--data", data.Folder);
        Assert.Equal((0, ""), (code, error));
        foreach (var label in (string[])["teacher seed 101", "kd-x0.1-16-r seed 101", "our-x100-32-r seed 101", "our-x100-16-r seed 101"])
            Assert.Contains(label, output);
        Assert.Contains("All together: 26 runs, ", output);
        Assert.Contains("with 2 at once", output);
        Assert.Empty(checkout.Files);
    }

    [Fact]
    public void Rows_that_fit_a_pattern_are_trained_and_the_others_are_not_run()
    {
        var (code, output, error) = checkout.Repro("run", "table1", "--rows", "alone-16-*", Row, "--seeds", "2", "--scale", "tiny", "--data", data.Folder);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("4 runs to train", output);
        Assert.Contains("not run", output);
        Assert.Equal(["alone-16-r-s1.json", "alone-16-v-s1.json"], checkout.Files.Select(f => Path.GetFileName(f)!).Where(f => f.EndsWith("-s1.json")).Order());
        Assert.DoesNotContain(checkout.Files, f => f.EndsWith(".ipynb"));

        // what was just written follows from what was just measured, but for the code of a developer who has not committed it
        var faults = checkout.Repro("verify").Output.Split('\n')[..^2].Where(line => !line.StartsWith("note: "));
        Assert.DoesNotContain(faults, fault => !fault.Contains(".dirty: the code was changed since that commit"));
    }

    [Fact]
    public void A_pattern_that_fits_no_row_names_them()
    {
        var (code, _, error) = checkout.Repro("run", "table1", "--rows", "vgg*", "--scale", "tiny", "--data", data.Folder);
        Assert.Equal(1, code);
        Assert.StartsWith("repro: --rows vgg*: table1 has no such row; ./repro rows table1 lists them", error);
    }

    [Fact]
    public void Weights_that_no_row_can_begin_with_are_refused()
    {
        var (code, _, error) = checkout.Repro("run", "table1", "--weights", data.Folder + "/train.bin", "--scale", "tiny", "--data", data.Folder);
        Assert.Equal(1, code);
        Assert.EndsWith("train.bin: table1 has no row that could begin with given weights; leave the option out\n", error);
    }

    [Fact]
    public void Ctrl_c_stops_between_steps_and_the_same_command_goes_on()
    {
        string[] command = ["train", Undisturbed.Teacher, "--table", "crrcd-table1", .. undisturbed.Options("laptop")];
        var process = checkout.StartRepro(command);
        var (held, run) = Training.Stopped(checkout);
        Assert.Equal(process.Id, held);
        Signal.Send(process, "INT");
        Signal.Send(process, "CONT");
        var (code, _, error) = Checkout.Finish(process);
        Assert.Equal((130, "repro: stopped; the same command goes on after the last finished epoch\n"), (code, error));
        Assert.NotEmpty(Training.Checkpoints(checkout));
        Assert.False(File.Exists(Path.Combine(run, "weights.safetensors")));
        Assert.Empty(Undisturbed.Records(checkout));
        Assert.Contains("goes on after epoch", checkout.Repro([.. command, "--dry-run"]).Output);

        Assert.Equal(0, checkout.Repro(command).Code);
        var (name, record) = Assert.Single(Undisturbed.Records(checkout));
        Assert.Null(RecordComparison.FirstDifference(undisturbed.LongRecords[name], record));
    }

    private (int Code, string Output, string Error) Train(params string[] more) =>
        checkout.Repro(["train", Row, "--scale", "tiny", "--data", data.Folder, .. more]);
}
