using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>TinyImageNet in its official layout, for probes of networks that learned CIFAR-100.</summary>
public sealed class TinyImageNetKind : BenchmarkKind
{
    private const int PublishedSide = 64;

    public override string Key => "tiny-imagenet";

    public override string Name => "TinyImageNet";

    public override Benchmark Load(string folder, ImageSpec images, long seed)
    {
        var (train, test, absent) = TinyImageNet.Load(
            folder, images.Side ?? PublishedSide, images.Classes, images.TrainPerClass, images.TestPerClass, images.Absent == "skip");
        return new LinearProbe(train, test, Normalization.Cifar100, absent);
    }

    /// <summary>As many classes and images as the scale takes; 100 classes of 100 and 50 images where it takes all.</summary>
    public override string Synthetic(string parent, Scale scale) =>
        SyntheticTinyImageNet.Write(parent, Math.Min(100, scale.Classes), scale.TrainPerClass ?? 100, scale.TestPerClass ?? 50);
}
