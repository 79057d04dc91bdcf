using CrossRes.Data.Resampling;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Course;

/// <summary>The checks of lesson 3, what resolution destroys.</summary>
public static class ResolutionExercises
{
    /// <summary>
    /// The highest frequency of 16 pixels, in cycles per image, whatever the camera's 112 pixels hold.
    /// </summary>
    public static Exercise<double> Highest(double? answer) => Exercise.Check(1, answer)
        .Require(f => f != 56, "that is the Nyquist frequency of the camera's image; the student sees 16 pixels")
        .Require(f => f != 16, "a cycle needs a light and a dark pixel, so two pixels")
        .Require(f => f != 2, "that is how many pixels a cycle needs; how many cycles do 16 pixels hold?")
        .Require(f => f == 8, f =>
            $"with {f:0.##} cycles, a cycle has {16 / f:0.##} of the student's pixels; it needs two")
        .Explain("whatever the camera: 16 pixels hold 8 cycles.");

    /// <summary>
    /// What 11 cycles at 32×32 look like after nearest-neighbour degradation to 16×16, in cycles per image.
    /// </summary>
    public static Exercise<double> Alias(double? answer) => Exercise.Check(2, answer)
        .Require(f => f <= 8, f => $"16 pixels hold 8 cycles at most, so it cannot be {f:0.##}")
        .Require(f =>
            f != 3, "11 − 8 = 3 is how far it lies beyond the limit; it is folded back at the limit, as in a mirror")
        .Require(f =>
            f != 5.5, "frequencies do not shrink with the picture: cycles are counted per image, and the image still "
                + "shows the same scene")
        .Require(f => f == 5, f =>
            $"it is not {f:0.##}: as far as 11 lies above 8, so far the false frequency lies below; `Strongest` "
                + "measures it")
        .Explain("16 − 11 = 5. A student trained on such images learns stripes that are not there.");

    /// <summary>
    /// An image, uint8 [1, 3, 32, 32], with contrast, that pillow-bilinear makes grey at 16×16; no checkerboard.
    /// </summary>
    public static Exercise<Tensor> Hidden(Tensor? answer) => Exercise.Check(3, answer)
        .Require(x => x.dtype == ScalarType.Byte, x =>
            $"the image is of type {x.dtype}: pixels are uint8, end with .to(ScalarType.Byte)")
        .Require(x => x.shape.SequenceEqual([1L, 3, 32, 32]), x =>
            $"the image has shape [{string.Join(", ", x.shape)}], wanted is [1, 3, 32, 32]; expand(1, 3, 32, 32) "
                + "repeats a [32, 32] pattern")
        .Require(x => Deviation(x) >= 10, x =>
            $"its pixels deviate by {Deviation(x):0.0} at 32×32: give it contrast, at least 10")
        .Require(x => Deviation(Seen(x)) < 2, x =>
            $"at 16×16 its pixels still deviate by {Deviation(Seen(x)):0.0} inside the border: only patterns near 16 "
                + "cycles per image average away")
        .Require(x => Math.Abs((x.to_type(ScalarType.Float64) * Checkerboard()).mean().ToDouble()) < 0.5 * Deviation(x),
            "that is the checkerboard again: find another pattern")
        .Explain("stripes of single pixels, upright or lying, are hidden too; so is any sum of such patterns.");

    private static double Deviation(Tensor image) => image.to_type(ScalarType.Float64).std(unbiased: false).ToDouble();

    // what the student sees, without the border, where the filter has no neighbours to average over
    private static Tensor Seen(Tensor image)
    {
        using var operation = Resampler.Named("pillow-bilinear", 32, 32, 16, 16);
        return operation.Apply(image.contiguous())[TensorIndex.Ellipsis, TensorIndex.Slice(1, -1),
            TensorIndex.Slice(1, -1)];
    }

    private static Tensor Checkerboard() => (arange(32).unsqueeze(0) + arange(32).unsqueeze(1)).remainder(2) * 2 - 1;
}
