using CrossRes.Data;
using CrossRes.Results;

namespace Repro.Commands;

/// <summary>The checkout, and where things lie in it.</summary>
/// <param name="Root">The folder that holds Repro.sln; the current one where there is none above the program.</param>
public sealed record Workspace(string Root)
{
    /// <summary>Finished runs, tables and figures.</summary>
    public string Results => Path.Combine(Root, "results");

    /// <summary>The committed notebooks.</summary>
    public string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>What is not to be kept with the project: data, checkpoints, weights.</summary>
    public string Work => Path.Combine(Root, ".crossres");

    public string Runs => Path.Combine(Work, "runs");

    public RunStore Store => new(Results);

    public static Workspace Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Repro.sln"))) return new(folder.FullName);
        return new(Environment.CurrentDirectory);
    }

    /// <summary>The folder that was named, or one with synthetic images, made now where it is missing.</summary>
    /// <param name="named">What --data says; null for the stand-in.</param>
    /// <param name="options">How many synthetic images.</param>
    public string Data(string? named, SyntheticOptions options)
    {
        if (named is not null) return named;
        var folder = Path.Combine(Work, "data", $"synthetic-{options.TrainPerClass}-{options.TestPerClass}-s{options.Seed}");
        if (!Directory.Exists(folder)) Console.WriteLine("making synthetic images in the format of CIFAR-100 (no --data given)");
        SyntheticCifar100.Write(folder, options);
        return folder;
    }
}
