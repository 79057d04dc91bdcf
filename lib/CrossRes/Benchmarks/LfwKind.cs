using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>LFW by itself: nine folds of its pairs to learn from, the tenth to be tested on. Seed 1 holds out the first fold.</summary>
public sealed class LfwKind : BenchmarkKind
{
    public override string Key => "lfw";

    public override string Name => "LFW";

    public override bool Folds => true;

    public override Benchmark Load(string folder, ImageSpec images, long seed)
    {
        if (seed < 1) throw new ArgumentException($"seed {seed}: on LFW a seed says which fold is held out, from 1");
        var lfw = Lfw.Load(folder, images.Absent == "skip");
        try
        {
            var folds = lfw.Pairs[^1].Fold + 1;
            return FaceVerification.HoldOut(lfw, (int)((seed - 1) % folds));
        }
        catch
        {
            lfw.Dispose();
            throw;
        }
    }

    public override string Synthetic(string parent, Scale scale) => SyntheticFaces.Lfw(parent, FaceScale.Of(scale).Identities);
}
