using CrossRes.Benchmarks;
using CrossRes.Common;
using CrossRes.Data.Resampling;
using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Training;

/// <summary>The data of recipes, read once for each choice of images.</summary>
/// <param name="folderOf">Where a data set lies; asked for when it is needed.</param>
public sealed class LoadedData(Func<DataSet, string> folderOf) : IDisposable
{
    private readonly Dictionary<ImageSpec, (long Seed, Benchmark Benchmark)> loaded = [];

    /// <param name="folder">Of the data set that the recipes need; of two, the one around the folders that their
    /// archives unpack to.</param>
    public LoadedData(string folder) : this(_ => folder) { }

    /// <summary>What a recipe's run with a seed learns from and is tested on; it stays this object's.</summary>
    /// <exception cref="DataFileException">A file is missing or damaged.</exception>
    public Benchmark Load(ImageSpec spec, long seed = 1)
    {
        var set = DataSets.Named(spec.Set);
        var key = spec with { Augmentation = "", Resampler = "" }; // which change no file
        if (loaded.TryGetValue(key, out var known))
        {
            if (known.Seed == seed || !set.Folds) return known.Benchmark;
            known.Benchmark.Dispose(); // one fold at a time: each is most of the set
        }
        if (spec.Tested is not null && !set.Validates)
            throw new ArgumentException($"{set.Name} has no part of its training images to choose by");
        loaded.Remove(key);
        var benchmark = set.Load(folderOf(set), spec, seed);
        loaded[key] = (seed, benchmark);
        return benchmark;
    }

    /// <summary>What a record says of the data of a recipe.</summary>
    public RunData Describe(Recipe recipe, long seed = 1)
    {
        var data = Load(recipe.Images, seed);
        var teacher = recipe.Teacher is { } t ? $", teacher {t.Resolution}x{t.Resolution}" : "";
        return new RunData(
            DataSets.Named(recipe.Images.Set).Name, Origin(recipe, seed), Sha256(recipe), recipe.Images.Classes,
            (int)data.Train.Count, (int)data.TestCount,
            $"{recipe.Resolution}x{recipe.Resolution} ({recipe.Images.Resampler}){teacher}")
        {
            Absent = data.Absent is > 0 ? data.Absent : null,
        };
    }

    /// <summary>
    /// Checksum of all data of a recipe, those of its teachers included where they are another set's.
    /// </summary>
    public string Sha256(Recipe recipe)
    {
        string[] all = [
            .. Sets(recipe).Select(images =>
                (loaded.TryGetValue(images with { Augmentation = "", Resampler = "" }, out var known)
                    ? known.Benchmark : Load(images)).Sha256)];
        return all is [var one] ? one : Digest.Sha256(string.Join(' ', all));
    }

    public void Dispose()
    {
        foreach (var (_, benchmark) in loaded.Values) benchmark.Dispose();
    }

    /// <summary>The least that can be said of all data of a recipe.</summary>
    private string Origin(Recipe recipe, long seed)
    {
        string[] all = [.. Sets(recipe).Select(images => Load(images, seed).Origin)];
        return new[] { RunData.Synthetic, RunData.Unverified }.FirstOrDefault(all.Contains) ?? all[0];
    }

    /// <summary>A recipe's images, and those of other sets that its teachers learn from.</summary>
    private static IEnumerable<ImageSpec> Sets(Recipe recipe)
    {
        var images = new List<ImageSpec>();
        for (var stage = recipe; stage is not null; stage = stage.Teacher)
            if (images.All(known => known.Set != stage.Images.Set)) images.Add(stage.Images);
        return images;
    }
}
