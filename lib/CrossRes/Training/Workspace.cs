using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Training;

/// <summary>The checkout, and where things lie in it.</summary>
/// <param name="Root">The folder that holds Repro.sln; the current one where there is none above.</param>
public sealed record Workspace(string Root)
{
    /// <summary>Finished runs, tables and figures.</summary>
    public string Results => Path.Combine(Root, "results");

    /// <summary>The committed notebooks.</summary>
    public string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>What is not kept with the project: synthetic data, checkpoints, weights.</summary>
    public string Work => Path.Combine(Root, ".crossres");

    /// <summary>What is known of plans that are, or were, worked off.</summary>
    public string Plans => Path.Combine(Work, "plans");

    /// <summary>The checkout around the current folder, or else around the program.</summary>
    public static Workspace Find() =>
        Around(Environment.CurrentDirectory) ?? Around(AppContext.BaseDirectory) ?? new(Environment.CurrentDirectory);

    /// <summary>The data that were named, or synthetic images for a scale, made when they are first needed.</summary>
    /// <param name="named">Null or empty for the stand-in.</param>
    public LoadedData Data(string? named, Scale scale) =>
        string.IsNullOrEmpty(named) ? new(set => set.StandIn(Path.Combine(Work, "data"), scale)) : new(named);

    /// <summary>A laboratory that keeps its runs in this checkout. Dispose it.</summary>
    /// <param name="experiment">The table or figure.</param>
    /// <param name="scale">How much of it.</param>
    /// <param name="data">Folder of the data; null or empty for synthetic images.</param>
    /// <param name="device"><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="fresh">Train again what is stored.</param>
    /// <param name="weights">File of a pretrained teacher's weights; null or empty: it is trained.</param>
    /// <param name="remembers">Store teachers' answers for later runs.</param>
    /// <exception cref="DataFileException">There is no such file.</exception>
    /// <exception cref="ArgumentException">No row can use the weights, or could leave out images.</exception>
    public Laboratory Open(Experiment experiment, Scale scale, string? data, string device, bool fresh = false,
        string? weights = null, bool remembers = true)
    {
        Machine.SetThreads();
        var machine = Machine.Named(device); // refused before data are made
        weights = string.IsNullOrEmpty(weights) ? null : weights;
        if (weights is not null && !File.Exists(weights)) throw new DataFileException(weights, "no such file",
            "name the teacher's weights, or leave the option out");
        var plain = scale with { SkipAbsent = false };
        if (scale.SkipAbsent && !Matters(scale))
            throw new ArgumentException(
                $"{experiment.Key} reads no data set that lists its images one by one: there is nothing to skip; leave "
                    + "the option out");
        if (weights is not null)
        {
            scale = scale with { Weights = RunFolder.Sha256(weights) };
            if (!Matters(plain with { Weights = scale.Weights }))
                throw new ArgumentException(
                    $"{weights}: {experiment.Key} has no row that could begin with given weights; leave the option "
                        + "out");
        }
        return new Laboratory(experiment, scale, Data(data, experiment.Adjusted(scale)), new RunStore(Results),
            Path.Combine(Work, "runs"), machine, weights)
        {
            Fresh = fresh, Remembers = remembers,
        };

        bool Matters(Scale other) => experiment.Trainable.Any(r => r.Recipe!(other).Digest != r.Recipe(plain).Digest);
    }

    /// <summary>The checkout that a folder lies in; null where it lies in none.</summary>
    public static Workspace? Around(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Repro.sln"))) return new(folder.FullName);
        return null;
    }
}
