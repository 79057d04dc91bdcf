using CrossRes.Data.StandIns;
using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Results;
using CrossRes.Training;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

/// <summary>A table of teacher, assistant and student over synthetic images, with results and work in a folder of its own.</summary>
internal sealed class MiniTable : IDisposable
{
    internal static readonly Scale Small = Scale.Tiny with { Name = "small" };
    internal static readonly Row TeacherRow = Of("teacher", SmallRun.Alone with { Resolution = 32 });
    internal static readonly Row AssistantRow = Of("assistant", SmallRun.Horkd with { Resolution = 32, Teacher = TeacherRow.Recipe!(Small) });
    internal static readonly Row StudentRow = Of("student", SmallRun.Horkd with { Resolution = 16, Teacher = AssistantRow.Recipe!(Small) });

    internal static readonly Experiment Table =
        new("mini", "A small table", "none.ipynb", [TeacherRow, AssistantRow, StudentRow], [], [], (_, _) => Plot.Figure("none", "", ""));

    private readonly TempFolder folder = new();

    internal MiniTable() => SyntheticCifar100.Write(folder["data"], new SyntheticOptions(1, 6, 2));

    internal RunStore Store => new(folder["results"]);

    internal string Work => folder["work"];

    internal Laboratory Open(Experiment? experiment = null, bool fresh = false, string precision = MixedPrecision.Float32) =>
        new(experiment ?? Table, Small.In(precision), new LoadedData(folder["data"]), Store, Work, CPU) { Fresh = fresh, Emulates = true };

    internal string Weights(Row row, long seed = 1, string precision = MixedPrecision.Float32)
    {
        using var data = new LoadedData(folder["data"]);
        var recipe = row.Recipe!(Small.In(precision));
        return new RunFolder(Work, recipe.Digest, seed, data.Describe(recipe).Sha256).Weights;
    }

    internal static Row Of(string key, Recipe recipe) => new(
        Role.Student, new("test", recipe.Model.Architecture, recipe.Resolution), new(key, key), null, _ => recipe with { Epochs = 2, Images = new ImageSpec(SmallRun.Classes, 6, 2) });

    public void Dispose() => folder.Dispose();
}
