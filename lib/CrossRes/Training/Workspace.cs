using CrossRes.Data;
using CrossRes.Papers;
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

    /// <summary>The checkout around the current folder, or else around the program.</summary>
    public static Workspace Find() =>
        Around(Environment.CurrentDirectory) ?? Around(AppContext.BaseDirectory) ?? new(Environment.CurrentDirectory);

    /// <summary>The folder that was named, or one with synthetic images for a scale, made now where it is missing.</summary>
    /// <param name="named">Null or empty for the stand-in.</param>
    /// <param name="scale">Decides how many images; the official numbers where it takes all.</param>
    public string Data(string? named, Scale scale)
    {
        if (!string.IsNullOrEmpty(named)) return named;
        var options = new SyntheticOptions(1, scale.TrainPerClass ?? 500, scale.TestPerClass ?? 100);
        var folder = Path.Combine(Work, "data", $"synthetic-{options.TrainPerClass}-{options.TestPerClass}-s{options.Seed}");
        if (!Directory.Exists(folder))
            Console.WriteLine("No data were named: making synthetic images in the format of CIFAR-100.");
        SyntheticCifar100.Write(folder, options);
        return folder;
    }

    /// <summary>A laboratory that keeps its runs in this checkout. Dispose it.</summary>
    /// <param name="experiment">The table or figure.</param>
    /// <param name="scale">How much of it.</param>
    /// <param name="data">Folder of the data; null or empty for synthetic images.</param>
    /// <param name="device"><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="fresh">Train again what is stored.</param>
    public Laboratory Open(Experiment experiment, Scale scale, string? data, string device, bool fresh = false)
    {
        Machine.UseAllCores();
        var machine = Machine.Named(device); // refused before data are made
        return new Laboratory(
            experiment, scale, new DataSets(Data(data, scale)), new RunStore(Results), Path.Combine(Work, "runs"), machine)
        {
            Fresh = fresh,
        };
    }

    private static Workspace? Around(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Repro.sln"))) return new(folder.FullName);
        return null;
    }
}
