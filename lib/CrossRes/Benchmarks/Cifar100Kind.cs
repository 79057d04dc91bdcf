using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>CIFAR-100 in its official binary format.</summary>
public sealed class Cifar100Kind : BenchmarkKind
{
    public override string Key => "cifar100";

    public override string Name => "CIFAR-100";

    public override Benchmark Load(string folder, ImageSpec images, long seed)
    {
        var (train, test) = Cifar100.Load(folder, new Cifar100Options(images.Classes, images.TrainPerClass, images.TestPerClass));
        return new Classification(train, test, Normalization.Cifar100);
    }

    /// <summary>As many images as the scale takes of each class; the official numbers where it takes all.</summary>
    public override string Synthetic(string parent, Scale scale)
    {
        var options = new SyntheticOptions(1, scale.TrainPerClass ?? 500, scale.TestPerClass ?? 100);
        var folder = Path.Combine(parent, $"synthetic-{options.TrainPerClass}-{options.TestPerClass}-s{options.Seed}");
        SyntheticCifar100.Write(folder, options);
        return folder;
    }
}
