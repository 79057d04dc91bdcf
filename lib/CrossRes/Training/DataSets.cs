using CrossRes.Data;
using CrossRes.Results;

namespace CrossRes.Training;

/// <summary>The training and test images of one folder, read once for each choice of them.</summary>
/// <param name="folder">CIFAR-100 in its official binary format, or a stand-in in that format.</param>
public sealed class DataSets(string folder) : IDisposable
{
    private readonly Dictionary<(int, int?, int?), (ImageSet Train, ImageSet Test)> loaded = [];

    /// <exception cref="DataFileException">A file is missing or damaged.</exception>
    public (ImageSet Train, ImageSet Test) Load(ImageSpec spec)
    {
        var key = (spec.Classes, spec.TrainPerClass, spec.TestPerClass);
        if (!loaded.TryGetValue(key, out var sets))
            loaded[key] = sets = Cifar100.Load(folder, new Cifar100Options(spec.Classes, spec.TrainPerClass, spec.TestPerClass));
        return sets;
    }

    /// <summary>What a record says of the data of a recipe.</summary>
    public RunData Describe(Recipe recipe)
    {
        var (train, test) = Load(recipe.Images);
        var teacher = recipe.Teacher is { } t ? $", teacher {t.Resolution}x{t.Resolution}" : "";
        return new RunData(
            "CIFAR-100", train.Origin.Kind, Digest.Of(train.Origin.Sha256 + test.Origin.Sha256), recipe.Images.Classes,
            (int)train.Count, (int)test.Count, $"{recipe.Resolution}x{recipe.Resolution} ({recipe.Images.Resampler}){teacher}");
    }

    public void Dispose()
    {
        foreach (var (train, test) in loaded.Values)
        {
            train.Dispose();
            test.Dispose();
        }
    }
}
