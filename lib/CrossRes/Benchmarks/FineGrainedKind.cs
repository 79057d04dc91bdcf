using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>Metric learning on a fine-grained set: half of its classes to learn from, the other half for the test.</summary>
/// <param name="list">Reads the annotations in a folder.</param>
/// <param name="layout">How a stand-in is laid out.</param>
/// <param name="ks">Of Recall@K.</param>
public sealed class FineGrainedKind(
    string key, string name, Func<string, Listing> list, SyntheticLayout layout, params int[] ks) : BenchmarkKind
{
    private const int PublishedSide = 256;

    public override string Key => key;

    public override string Name => name;

    public override Benchmark Load(string folder, ImageSpec images, long seed)
    {
        var options = new FineGrainedOptions(
            images.Side ?? PublishedSide, images.Classes, images.TrainPerClass, images.TestPerClass, images.Absent == "skip");
        var (train, test, absent) = FineGrainedSets.Load(list(folder), options);
        return new MetricLearning(train, test, ks, absent);
    }

    public override string Synthetic(string parent, Scale scale) =>
        SyntheticFineGrained.Write(parent, key, layout, MetricScale.Of(scale).Synthetic);
}
