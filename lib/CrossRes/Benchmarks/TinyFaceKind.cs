using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>TinyFace in its official layout.</summary>
public sealed class TinyFaceKind : BenchmarkKind
{
    public override string Key => "tinyface";

    public override string Name => "TinyFace";

    public override Benchmark Load(string folder, ImageSpec images, long seed) =>
        new FaceRetrieval(TinyFace.Load(folder, images.Classes, images.Absent == "skip"));

    public override string Synthetic(string parent, Scale scale) => SyntheticTinyFace.Write(parent, FaceScale.Of(scale).Identities);
}
