using System.Runtime.InteropServices;
using CrossRes.Common;
using CrossRes.Results;
using CrossRes.Training;
using CSharpKernel.Notebooks;
using Repro.Commands;
using TorchSharp;
using Xunit;

namespace Repro.Tests.Commands;

/// <summary>What the user did wrong, or the machine: one line that says what, exit code 1, and nothing half done.</summary>
public sealed class MistakeTests(SyntheticData data) : IDisposable
{
    private readonly Checkout checkout = new();

    public void Dispose() => checkout.Dispose();

    [Theory]
    [InlineData("run table9", "no table or figure is called table9; did you mean table1 or table2 or table3? there are table1")]
    [InlineData("run all --data .", "--data .: the tables read different data sets; name one table")]
    [InlineData("run --seeds 0", "--seeds 0: at least one seed is needed")]
    [InlineData("run --seeds -3", "--seeds -3: at least one seed is needed")]
    [InlineData("run --jobs 0", "--jobs 0: at least one run at a time")]
    [InlineData("run table1 --partition p", "--partition p: it is Slurm's; add --slurm")]
    [InlineData("run table1 --slurm --jobs 2", "--jobs 2: with --slurm, Slurm decides; leave it out")]
    [InlineData("run table1 --slurm --fresh", "--fresh: a task that Slurm starts again goes on; leave --slurm out")]
    [InlineData("bench --parts nonsense", "--parts nonsense: there are table, orders, steps, ")]
    [InlineData("bench --rounds 0", "--rounds, --seeds: at least one")]
    [InlineData("run table1 --jobs 2 --data nowhere", "nowhere: no such folder; ")]
    [InlineData("train nosuch", "no table has a row nosuch to train; ./repro rows lists the tables, ")]
    [InlineData("train alone-16r", "no table has a row alone-16r to train; did you mean alone-16 or alone-16-r or ")]
    [InlineData("train sp-32-r --table table1", "table1 has no row sp-32-r to train; did you mean ")]
    [InlineData("train teacher --table table9", "no table or figure is called table9")]
    [InlineData("ablate orders --subsets 12X", "12X is no set of orders: there is no order X; ")]
    [InlineData("ablate orders --weights 1=x", "--weights 1=x: write published, active, sums, ")]
    [InlineData("ablate orders --weights 7=1", "there is no order 7; there are 1, 2, 3, C")]
    [InlineData("ablate orders --dataset mnist", "no loss orders on mnist; there are cifar100")]
    [InlineData("methods crdd", "no loss is called crdd; did you mean crcd or crd? there are ")]
    [InlineData("data check . --set cifar10", "no data set is called cifar10; did you mean cifar100? there are ")]
    [InlineData("ablate orders --student resnet19", "no network is called resnet19; did you mean resnet18")]
    [InlineData("train teacher --scale labtop", "no scale is called labtop; did you mean laptop? there are ")]
    [InlineData("ablate orders --student lenet", "no network is called lenet; there are ")]
    [InlineData("ablate orders --resolution 2", "--resolution 2: 8 pixels or more")]
    [InlineData("ablate orders --teacher-weights nowhere.safetensors", "nowhere.safetensors: no such file")]
    [InlineData("ablate orders --seeds 0", "--seeds 0: at least one seed is needed")]
    [InlineData("tune table2", "no weights of table2 are tuned; there are those of table1")]
    [InlineData("train teacher --scale huge", "no scale is called huge; there are tiny, laptop, desktop, paper")]
    [InlineData("train teacher --device tpu", "--device tpu: write auto, cpu or cuda")]
    [InlineData("train teacher --precision fp8", "--precision fp8: write float32 or bf16")]
    [InlineData("notebook x.ipynb --set a=1 --set a=2", "--set a is given twice, 1 and 2: give one of them")]
    [InlineData("notebook x.ipynb --set a", "--set a: write NAME=VALUE")]
    [InlineData("compare nonsense nonsense", "nonsense: no stored run is called so; name a record's file")]
    [InlineData("compare our-16r our-16-r", "our-16r: no stored run is called so; name a record's file")]
    [InlineData("plan table9 --detect 1", "no table or figure is called table9; did you mean table1 or table2 or table3? ")]
    [InlineData("plan table1 --detect 0", "--detect 0: a difference above 0 points")]
    [InlineData("plan table1 --detect 1", "no runs of table1 at laptop scale are stored, so their spread is not known; ./repro run table1 --seeds 2 trains them")]
    [InlineData("export nonsense --out x", "nonsense: no stored run is called so; name a record's file")]
    [InlineData("bench trust nonsense", "no reader is called nonsense; there are decode, ")]
    [InlineData("train teacher --data nowhere", "nowhere: no such folder; ")]
    [InlineData("rnu table1", "rnu: no such command; did you mean run? ./repro --help says how it is used")]
    [InlineData("run table1 --seed 3", "--seed: no such option; did you mean --seeds? ./repro run --help says how it is used")]
    [InlineData("run table1 table2", "table2: one word too many; ./repro run --help says how it is used")]
    [InlineData("run --seeds x", "Cannot parse argument 'x' for option '--seeds' as expected type 'System.Nullable")]
    [InlineData("train", "Required argument 'row' missing for command: 'train'; ./repro train --help says how it is used")]
    [InlineData("plan table1", "Option '--detect' is required; ./repro plan --help says how it is used")]
    [InlineData("ablate", "what of orders? ./repro ablate --help says how it is used")]
    [InlineData("data chekc .", "chekc: no such command; did you mean check? ./repro data --help says how it is used")]
    public void An_unknown_name_is_refused_with_those_that_exist(string command, string message) =>
        Refused(message, Here(command.Split(' ')));

    [Fact]
    public void So_it_is_by_the_program_itself() =>
        Refused("no table or figure is called table9; did you mean ", checkout.Repro("rows", "table9"));

    [Fact]
    public void A_precision_that_this_machine_lacks_is_refused_before_anything_is_trained()
    {
        Assert.SkipWhen(Bf16Support.Lacking(torch.CPU) is null, "this machine has it");
        foreach (var dry in (string[][])[[], ["--dry-run"]])
            Refused($"--precision bf16: {Bf16Support.Lacking(torch.CPU)}; use --precision float32", checkout.Repro(
                ["run", "table1", "--rows", "alone-16-v", "--precision", "bf16", "--device", "cpu", "--scale", "tiny", "--data", data.Folder, .. dry]));
    }

    [Theory]
    [InlineData("truncate -s -1000 images/train.bin", "images/train.bin: is truncated: ")]
    [InlineData("mv images/train.bin images/training.bin", "images/train.bin: no such file; ")]
    [InlineData("printf X | dd of=images/test.bin bs=1 seek=100 conv=notrunc status=none", "images/test.bin: is not the file that origin.json beside it describes; ")]
    [InlineData("printf '\\377' | dd of=images/test.bin bs=1 seek=1 conv=notrunc status=none; rm images/origin.json", "images/train.bin: has 800 records, the official file has 50,000; ")]
    [InlineData("rm images/test.bin", "images/test.bin: no such file; ")]
    [InlineData("echo '{' > images/origin.json", "images/origin.json: is not an origin file of this kit: ")]
    public void Data_that_are_not_what_they_should_be_are_refused_by_name(string damage, string message)
    {
        var run = checkout.Bash($"cp -r \"{data.Folder}\" images && {damage}\n$repro train alone-16-v --scale tiny --data images");
        Directory.Delete(checkout["images"], recursive: true);
        Refused(message, run);
    }

    [Theory]
    [InlineData("unset HOME", "not set")]
    [InlineData("export HOME=", "not set")]
    [InlineData("export HOME=/nowhere/at/all", "/nowhere/at/all, which is not there")]
    public void Without_a_home_no_kernel_is_registered_anywhere(string home, string said)
    {
        var run = checkout.Bash($"unset XDG_DATA_HOME JUPYTER_DATA_DIR; {home}; $repro kernel install");
        Refused($"there is no home folder to register the kernel in (HOME is {said}); name an environment with --prefix DIR", run);
        Assert.False(Directory.Exists("/nowhere"));
    }

    [Fact]
    public void On_a_full_disk_results_and_checkpoints_stay_whole_and_it_is_told_before_a_training()
    {
        var (code, output, error) = checkout.Bash($$"""
            exec unshare -rm bash -c '
            mkdir .crossres results && mount -t tmpfs -o size=3m none .crossres && mount -t tmpfs -o size=100k none results || exit 77
            train() { $0 train alone-16-v --scale tiny --data "{{data.Folder}}" "$@"; }
            train >/dev/null || exit 2
            head -c 9000000 /dev/zero >.crossres/ballast 2>/dev/null
            train --seed 2 >/dev/null; echo $?
            ls results/*/*
            rm .crossres/ballast
            head -c 2000000 /dev/zero >results/ballast 2>/dev/null
            train --seed 2 >/dev/null; echo $?
            ls results/*/*
            rm results/ballast
            train --seed 2 >/dev/null; echo $?
            ls results/*/*' "$repro"
            """);
        Assert.SkipWhen(code is 1 or 77, "no right to mount a small disk here");
        Assert.Equal(
            "1\nalone-16-v-s1.json\n1\nalone-16-v-s1.json\n0\nalone-16-v-s1.json\nalone-16-v-s2.json\n", output);
        var lines = error.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("repro: ", line));
        Assert.All(lines, line => Assert.EndsWith(": the disk is full; free some space and run again. Nothing was changed there.", line));
    }

    public static TheoryData<Exception> Explained => [
        new ResultsException("why"), new DataFileException("file", "why", "remedy"), new TrainingException("why"), new ArgumentException("why"),
        new NotebookException("notebook", "why"), new IOException("why"), new UnauthorizedAccessException("why"), new ExternalException("why\nand more"),
    ];

    [Theory]
    [MemberData(nameof(Explained))]
    public async Task A_failure_with_a_reason_becomes_one_line(Exception failure)
    {
        var (stderr, text) = (Console.Error, new StringWriter());
        Console.SetError(text);
        try
        {
            Assert.Equal(1, await Failures.Guard(_ => throw failure));
        }
        finally
        {
            Console.SetError(stderr);
        }
        Assert.Equal($"repro: {failure.Message.ReplaceLineEndings(" ")}{Environment.NewLine}", text.ToString());
    }

    /// <summary>The program in this process: what is refused before it does anything needs no start of its own.</summary>
    private (int Code, string Output, string Error) Here(params string[] arguments)
    {
        var (folder, output, error) = (Environment.CurrentDirectory, Console.Out, Console.Error);
        var (written, told) = (new StringWriter(), new StringWriter());
        try
        {
            Environment.CurrentDirectory = checkout[""];
            Console.SetOut(written);
            Console.SetError(told);
            return ((int)typeof(Failures).Assembly.EntryPoint!.Invoke(null, [arguments])!, $"{written}", $"{told}");
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            Environment.CurrentDirectory = folder;
        }
    }

    private void Refused(string message, (int Code, string Output, string Error) run)
    {
        Assert.Equal(1, run.Code);
        Assert.StartsWith($"repro: {message}", run.Error);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
        Assert.Empty(checkout.Files);
    }
}
