using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>All folds of LFW's pairs, for networks that were not trained on any of them.</summary>
public sealed class LfwFoldsKind : BenchmarkKind
{
    public override string Key => "lfw-folds";

    public override string Name => "LFW";

    public override Benchmark Load(string folder, ImageSpec images, long seed)
    {
        var lfw = Lfw.Load(folder, images.Absent == "skip");
        return new FaceVerification(lfw.Faces, lfw, null);
    }

    public override string Synthetic(string parent, Scale scale) => SyntheticFaces.Lfw(parent, FaceScale.Of(scale).Identities);
}
