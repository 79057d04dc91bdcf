using CrossRes.Data.Resampling;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

public sealed class DegradeGolden : IGoldenRoom
{
    public IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; } = new Dictionary<string, GoldenEvaluator>
    {
        ["degrade.pil_resize"] = golden =>
        {
            var image = golden.Int64("image").to(ScalarType.Byte).permute(2, 0, 1).unsqueeze(0);
            var resized = Pillow(golden, image, "filter", "size_wh");
            if (golden.Params.Has("then_filter"))
                resized = Pillow(golden, resized, "then_filter", "then_size_wh");
            return new Dictionary<string, Tensor> { ["value"] = resized.squeeze(0).permute(1, 2, 0) };
        },
        ["degrade.torch_interpolate"] = golden =>
        {
            var (antialias, corners) = (golden.Params.Flag("antialias") ? "-antialias" : "", golden.Params.Flag("align_corners") ? "-corners" : "");
            var size = golden.Params.Integers("size_hw");
            var known = TorchMode.All.Single(m => m.Spec.Name == $"torch-{golden.Params.Text("mode")}{antialias}{corners}");
            var input = golden.Float64("input", requiresGrad: true);
            var value = known.Interpolate(input, size[0], size[1]);
            (value * golden.Float64("upstream")).sum().backward();
            return new Dictionary<string, Tensor> { ["value"] = value, ["grad.input"] = input.grad! };
        },
    };

    private static Tensor Pillow(GoldenCase golden, Tensor image, string filter, string size)
    {
        var (width, height) = (golden.Params.Integers(size)[0], golden.Params.Integers(size)[1]);
        var name = $"pillow-{golden.Params.Text(filter)}";
        using var resampler = Resampler.Named(name, (int)image.shape[2], (int)image.shape[3], height, width);
        return resampler.Apply(image);
    }
}
