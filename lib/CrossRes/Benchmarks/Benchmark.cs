using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Models;

namespace CrossRes.Benchmarks;

/// <summary>A data set with its protocol: images to learn from, and how a network is tested. Owns its images.</summary>
public abstract class Benchmark : IDisposable
{
    /// <summary>Training images, at full size.</summary>
    public abstract ImageSet Train { get; }

    /// <summary>Images that a test looks at.</summary>
    public abstract long TestCount { get; }

    /// <summary>Of every image, before a network sees it.</summary>
    public abstract Normalization Normalization { get; }

    /// <summary><c>real</c>, <c>synthetic</c> or <c>unverified</c>.</summary>
    public virtual string Origin => Train.Origin.Kind;

    /// <summary>Of all bytes that were read, test images included; the same for every seed.</summary>
    public abstract string Sha256 { get; }

    /// <summary>Images that the set lists and that are not there; null where it lists none by name.</summary>
    public virtual int? Absent => null;

    /// <summary>The score that tables show: a name that <see cref="Test"/> answers, where more is better.</summary>
    public abstract string Headline { get; }

    /// <summary>Scores in percent by name.</summary>
    /// <param name="model">In evaluation mode.</param>
    /// <param name="transform">How it sees the images.</param>
    public abstract IReadOnlyDictionary<string, double> Test(Backbone model, EvaluationTransform transform);

    public abstract void Dispose();
}

/// <summary>A set in two parts, both in memory. Owns them.</summary>
public abstract class SplitBenchmark(ImageSet train, ImageSet test, Normalization normalization) : Benchmark
{
    public override ImageSet Train => train;

    /// <summary>The images of the test.</summary>
    public ImageSet TestImages => test;

    public override long TestCount => test.Count;
    public override Normalization Normalization => normalization;
    public override string Sha256 { get; } = Digest.Sha256(train.Origin.Sha256 + test.Origin.Sha256);

    public override void Dispose()
    {
        train.Dispose();
        test.Dispose();
    }
}
