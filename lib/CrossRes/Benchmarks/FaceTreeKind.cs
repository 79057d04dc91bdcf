using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>
/// The papers' protocol: a training set with a folder for each identity (UMDFaces, VGGFace2, CASIA-WebFace) in
/// <c>train/</c>, tested on all folds of LFW, whose pairs.txt and images lie beside it.
/// </summary>
public sealed class FaceTreeKind : BenchmarkKind
{
    public override string Key => "faces";

    public override string Name => "face tree, LFW";

    public override Benchmark Load(string folder, ImageSpec images, long seed)
    {
        var skip = images.Absent == "skip";
        var (train, skipped) = FaceTree.Load(Path.Combine(folder, "train"), new(images.Classes, images.TrainPerClass, skip));
        try
        {
            var lfw = Lfw.Load(folder, skip);
            return new FaceVerification(train, lfw with { Skipped = [.. skipped, .. lfw.Skipped] }, null);
        }
        catch
        {
            train.Dispose();
            throw;
        }
    }

    public override string Synthetic(string parent, Scale scale) => SyntheticFaces.Tree(parent, FaceScale.Of(scale).Identities);
}
