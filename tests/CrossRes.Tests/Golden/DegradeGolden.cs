using CrossRes.Data;
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
            if (golden.Params.TryGetProperty("then_filter", out _))
                resized = Pillow(golden, resized, "then_filter", "then_size_wh");
            return new Dictionary<string, Tensor> { ["value"] = resized.squeeze(0).permute(1, 2, 0) };
        },
        ["degrade.torch_interpolate"] = golden =>
        {
            var (mode, antialias) = (golden.Params.GetProperty("mode").GetString(), golden.Params.GetProperty("antialias").GetBoolean());
            var corners = golden.Params.GetProperty("align_corners") is { ValueKind: System.Text.Json.JsonValueKind.True };
            var size = golden.Params.GetProperty("size_hw");
            var known = TorchMode.All.Single(m => m.Spec.Name == $"torch-{mode}{(antialias ? "-antialias" : corners ? "-corners" : "")}");
            var input = golden.Float64("input", requiresGrad: true);
            var value = known.Interpolate(input, size[0].GetInt64(), size[1].GetInt64());
            (value * golden.Float64("upstream")).sum().backward();
            return new Dictionary<string, Tensor> { ["value"] = value, ["grad.input"] = input.grad! };
        },
    };

    private static Tensor Pillow(GoldenCase golden, Tensor image, string filter, string size)
    {
        var (width, height) = (golden.Params.GetProperty(size)[0].GetInt32(), golden.Params.GetProperty(size)[1].GetInt32());
        var name = $"pillow-{golden.Params.GetProperty(filter).GetString()}";
        using var resampler = Resampler.Named(name, (int)image.shape[2], (int)image.shape[3], height, width);
        return resampler.Apply(image);
    }
}
