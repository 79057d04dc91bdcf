using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>STL-10 in its official binary format, for probes of networks that learned CIFAR-100.</summary>
public sealed class Stl10Kind : BenchmarkKind
{
    public override string Key => "stl10";

    public override string Name => "STL-10";

    public override Benchmark Load(string folder, ImageSpec images, long seed)
    {
        var (train, test) = Stl10.Load(folder, images.Side ?? Stl10.Side, images.Classes, images.TrainPerClass, images.TestPerClass);
        return new LinearProbe(train, test, Normalization.Cifar100);
    }

    /// <summary>As many images as the scale takes of each class; the official numbers where it takes all.</summary>
    public override string Synthetic(string parent, Scale scale) =>
        SyntheticStl10.Write(parent, scale.TrainPerClass ?? 500, scale.TestPerClass ?? 800);
}
