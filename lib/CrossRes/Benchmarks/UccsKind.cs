using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>UCCS as a closed set of so many subjects as a recipe has classes, with the published number of images for each.</summary>
public sealed class UccsKind : BenchmarkKind
{
    private const long SplitSeed = 1;

    public override string Key => "uccs";

    public override string Name => "UCCS";

    public override Benchmark Load(string folder, ImageSpec images, long seed)
    {
        var (train, test, skipped) = Uccs.Load(folder, UccsCounts.For(images.Classes), SplitSeed, images.Absent == "skip");
        return new FaceIdentification(train, test, skipped.Count);
    }

    public override string Synthetic(string parent, Scale scale) => SyntheticUccs.Write(parent, FaceScale.Of(scale).Subjects);
}
