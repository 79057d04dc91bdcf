using System.CommandLine;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Training;
using Repro.Slurm;

namespace Repro.Commands;

/// <summary>The options that all commands share that train.</summary>
/// <param name="pretrained">Name of the option for a teacher's weights.</param>
/// <param name="usual">The scale where none is named; null: laptop.</param>
internal sealed class RunOptions(string pretrained = "--weights", Scale? usual = null)
{
    private readonly Option<string> scale = new("--scale")
    {
        Description = $"how much of the experiment: "
            + $"{string.Join("; ", Scale.All.Select(s => $"{s.Name} {s.Purpose}"))}",
        DefaultValueFactory = _ => (usual ?? Scale.Laptop).Name,
        HelpName = Scale.Names,
    };

    private readonly Option<string?> data = new("--data")
    {
        Description = "folder of the table's data set in its official format; without it synthetic images stand in, "
            + "and are labelled so",
        HelpName = "DIR",
    };

    private readonly Option<string?> weights = new(pretrained)
    {
        Description = "file of a pretrained teacher's weights (safetensors), for tables that can use one; without it "
            + "the teacher is trained",
        HelpName = "FILE",
    };

    private readonly Option<string> device = new("--device")
    {
        Description = "where to compute", DefaultValueFactory = _ => "auto", HelpName = "auto|cpu|cuda",
    };

    private readonly Option<string> precision = new("--precision")
    {
        Description = "of convolutions: bf16 is faster, has runs and tables of its own, and takes a CPU with "
            + "avx512_bf16, or CUDA from compute capability 8.0 on; all else stays float32",
        DefaultValueFactory = _ => MixedPrecision.Float32,
        HelpName = $"{MixedPrecision.Float32}|{MixedPrecision.Bf16}",
    };

    private readonly Option<bool> skipAbsent = new("--skip-absent")
    {
        Description = "leave out images that a data set lists and that are not there, and say how many; without it "
            + "they are an error",
    };

    private readonly Option<int?> jobs = new("--jobs")
    {
        Description = "how many runs are trained at once, each in a process of its own with one thread; the numbers "
            + "are the same. Without it one for each core on the CPU, 1 on CUDA",
        HelpName = "N",
    };

    private readonly Option<bool> slurm = new("--slurm")
    {
        Description = "submit what is missing to Slurm, each run a task that waits for its stages, and return; ./repro "
            + "status tells the rest. Slurm's own variables say more: SBATCH_TIMELIMIT, SBATCH_ACCOUNT, …",
    };

    private readonly Option<string?> partition = new("--partition")
    {
        Description = "the partition of Slurm's cluster; its default without it", HelpName = "NAME",
    };

    private readonly Option<bool> dryRun = new("--dry-run")
    {
        Description = "show the plan and its estimated time, with --slurm its scripts, and train nothing",
    };

    private readonly Option<bool> fresh = new("--fresh")
    {
        Description = "train again what is stored, and fail where other numbers come out",
    };

    private readonly Option<string?> tensorBoard = new("--tensorboard")
    {
        Description = "also write TensorBoard's event files there, a folder a run: loss, its terms and scores by epoch",
        HelpName = "DIR",
    };

    internal void AddTo(Command command)
    {
        command.Add(scale);
        command.Add(data);
        command.Add(weights);
        command.Add(skipAbsent);
        command.Add(device);
        command.Add(precision);
        command.Add(jobs);
        command.Add(slurm);
        command.Add(partition);
        command.Add(dryRun);
        command.Add(fresh);
        command.Add(tensorBoard);
    }

    /// <exception cref="ArgumentException">There is no such scale or precision, or no job at all.</exception>
    internal RunRequest Read(ParseResult arguments)
    {
        if (arguments.GetValue(jobs) is < 1 and var count)
            throw new ArgumentException($"--jobs {count}: at least one run at a time");
        var queue = arguments.GetValue(slurm) ? new SlurmRequest(arguments.GetValue(partition)) : null;
        if (queue is null && arguments.GetValue(partition) is { } name)
            throw new ArgumentException($"--partition {name}: it is Slurm's; add --slurm");
        if (queue is not null && arguments.GetValue(jobs) is { } local)
            throw new ArgumentException($"--jobs {local}: with --slurm, Slurm decides; leave it out");
        if (queue is not null && arguments.GetValue(fresh))
            throw new ArgumentException("--fresh: a task that Slurm starts again goes on; leave --slurm out");
        return new(
            Scale.Named(arguments.GetValue(scale)!).In(arguments.GetValue(precision)!) with
            {
                SkipAbsent = arguments.GetValue(skipAbsent),
            },
            arguments.GetValue(data), arguments.GetValue(weights), arguments.GetValue(device)!,
            arguments.GetValue(jobs), arguments.GetValue(dryRun), arguments.GetValue(fresh), queue)
        {
            TensorBoard = arguments.GetValue(tensorBoard),
        };
    }
}

/// <summary>What the user asked for.</summary>
internal sealed record RunRequest(Scale Scale, string? Data, string? Weights, string Device, int? Jobs, bool DryRun,
    bool Fresh, SlurmRequest? Slurm)
{
    /// <summary>Where TensorBoard's event files go; null: nowhere.</summary>
    internal string? TensorBoard { get; init; }

    /// <summary>The options that make the same laboratory in another process.</summary>
    internal IReadOnlyList<string> Options =>
    [
        $"--scale={Scale.Name}", $"--device={Device}",
        .. Data is null ? [] : new[] { $"--data={Data}" },
        .. Weights is null ? [] : new[] { $"--weights={Weights}" },
        .. Scale.Precision is null ? [] : new[] { $"--precision={Scale.Precision}" },
        .. Scale.SkipAbsent ? ["--skip-absent"] : Array.Empty<string>(),
        .. Fresh ? ["--fresh"] : Array.Empty<string>(),
    ];

    /// <param name="remembers">Store teachers' answers, on a file system that one machine alone writes on.</param>
    internal Laboratory Open(Workspace workspace, Experiment experiment, bool remembers = true) =>
        // a plan for other machines needs nothing of theirs
        workspace.Open(experiment, Scale, Data, Slurm is null ? Device : "cpu", Fresh, Weights, remembers);
}
