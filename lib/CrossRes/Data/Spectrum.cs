using static TorchSharp.torch;

namespace CrossRes.Data;

/// <summary>
/// How the detail of square images is spread over frequencies. The discrete Fourier transform is taken as a product
/// with a matrix of cosines and one of sines, which is cheap for small images.
/// </summary>
public static class Spectrum
{
    /// <summary>
    /// The power |F|² of the images' brightness, averaged over images and then over all directions of a frequency:
    /// entry f holds frequencies of f − ½ to f + ½ cycles per image, from 0 to S/2, the highest that S pixels can hold.
    /// |F| is the amplitude: a cosine of frequency f, between −a and a, has two entries of (a/2)².
    /// </summary>
    /// <param name="images">[N, C, S, S] of any type; channels are averaged first.</param>
    /// <returns>S/2 + 1 powers, in squared units of the images.</returns>
    /// <exception cref="ArgumentException">The images are not square.</exception>
    public static double[] Radial(Tensor images)
    {
        using var scope = NewDisposeScope();
        var power = Power(images).mean([0]);
        var side = power.shape[0];
        var frequency = Frequencies(side);
        var radius = (frequency.square().unsqueeze(1) + frequency.square()).sqrt().round()
            .to(ScalarType.Int64).flatten();
        var (sums, counts) = (zeros(side, dtype: ScalarType.Float64), zeros(side, dtype: ScalarType.Float64));
        sums.index_add_(0, radius, power.flatten(), 1);
        counts.index_add_(0, radius, ones_like(power).flatten(), 1);
        return [.. (sums / counts).narrow(0, 0, side / 2 + 1).data<double>()];
    }

    /// <summary>The power of every frequency.</summary>
    /// <param name="images">[N, C, S, S] of any type; channels are averaged first.</param>
    /// <returns>float64 [N, S, S] on the CPU: entry (0, 0) is frequency zero, as everywhere in Fourier
    /// transforms.</returns>
    /// <exception cref="ArgumentException">The images are not square.</exception>
    public static Tensor Power(Tensor images)
    {
        if (images.dim() != 4 || images.shape[2] != images.shape[3])
            throw new ArgumentException(
                $"a spectrum takes images [N, C, S, S], got [{string.Join(", ", images.shape)}]", nameof(images));
        using var scope = NewDisposeScope();
        var side = images.shape[3];
        var pixels = images.cpu().to_type(ScalarType.Float64).mean([1]);
        var phase = arange(side, dtype: ScalarType.Float64) * (2 * Math.PI / side);
        var angles = phase.unsqueeze(1) * arange(side, dtype: ScalarType.Float64);
        var (cos, sin) = (angles.cos() / side, angles.sin() / side);
        var (even, odd) = (cos.matmul(pixels), sin.matmul(pixels));   // along the columns; cos and sin are symmetric
        var real = (even.matmul(cos) - odd.matmul(sin));
        var imaginary = even.matmul(sin) + odd.matmul(cos);
        return (real.square() + imaginary.square()).MoveToOuterDisposeScope();
    }

    // 0, 1, …, then the negative ones
    private static Tensor Frequencies(long side)
    {
        var places = arange(side, dtype: ScalarType.Float64);
        return minimum(places, side - places);
    }
}
