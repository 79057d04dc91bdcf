using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>SVHN's cropped digits in their official MAT files.</summary>
public sealed class SvhnKind : BenchmarkKind
{
    public override string Key => "svhn";

    public override string Name => "SVHN";

    public override Benchmark Load(string folder, ImageSpec images, long seed)
    {
        var (train, test) = Svhn.Load(folder, images.Classes, images.TrainPerClass, images.TestPerClass);
        return new Classification(train, test, Normalization.Half);
    }

    /// <summary>As many images as the scale takes of each digit; 500 and 100 where it takes all.</summary>
    public override string Synthetic(string parent, Scale scale)
    {
        var options = new SyntheticOptions(1, scale.TrainPerClass ?? 500, scale.TestPerClass ?? 100);
        var folder = Path.Combine(parent, $"svhn-{options.TrainPerClass}-{options.TestPerClass}-s{options.Seed}");
        SyntheticSvhn.Write(folder, options);
        return folder;
    }
}
