using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>A data set that recipes can name: how to read it, and how to make a stand-in in its official format.</summary>
public abstract class BenchmarkKind
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<BenchmarkKind> All { get; } =
    [
        new Cifar100Kind(),
        new LfwKind(),
        new LfwFoldsKind(),
        new FaceTreeKind(),
        new UccsKind(),
        new TinyFaceKind(),
        new SvhnKind(),
        new Stl10Kind(),
        new TinyImageNetKind(),
        new FineGrainedKind("cars196", "Cars196", Cars196.List, SyntheticLayout.Cars196, 1, 2, 4, 8),
        new FineGrainedKind("cub200", "CUB-200-2011", Cub200.List, SyntheticLayout.Cub200, 1, 2, 4, 8),
        new FineGrainedKind("sop", "Stanford Online Products", StanfordProducts.List, SyntheticLayout.StanfordProducts, 1, 10, 100, 1000),
    ];

    /// <summary>What <see cref="ImageSpec.Set"/> calls it.</summary>
    public abstract string Key { get; }

    /// <summary>What tables call it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the seed decides which images are held out.</summary>
    public virtual bool Folds => false;

    /// <exception cref="Common.DataFileException">A file is missing or damaged.</exception>
    public abstract Benchmark Load(string folder, ImageSpec images, long seed);

    /// <summary>Folder with synthetic images for a scale, made now where it is missing.</summary>
    /// <param name="parent">Of all synthetic data.</param>
    public abstract string Synthetic(string parent, Scale scale);

    /// <exception cref="ArgumentException">There is no such kind; the message names all.</exception>
    public static BenchmarkKind Named(string key) =>
        All.FirstOrDefault(k => k.Key == key)
        ?? throw new ArgumentException($"no data set is called {key}; there are {string.Join(", ", All.Select(k => k.Key))}");
}
