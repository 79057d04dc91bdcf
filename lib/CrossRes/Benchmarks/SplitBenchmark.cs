using CrossRes.Common;
using CrossRes.Data;

namespace CrossRes.Benchmarks;

/// <summary>A set in two parts, both in memory. Owns them.</summary>
public abstract class SplitBenchmark(ImageSet train, ImageSet test, Normalization normalization) : Benchmark
{
    public override ImageSet Train => train;

    /// <summary>The images of the test.</summary>
    public ImageSet TestImages => test;

    public override long TestCount => test.Count;
    public override Normalization Normalization => normalization;
    public override string Sha256 { get; } = Digest.Of(train.Origin.Sha256 + test.Origin.Sha256);

    public override void Dispose()
    {
        train.Dispose();
        test.Dispose();
    }
}
