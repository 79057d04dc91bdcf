using CrossRes.Data.Images;

namespace CrossRes.Data.Sets;

/// <summary>A point of a picture in pixels; (0, 0) is the middle of the top left pixel.</summary>
public readonly record struct Landmark(double X, double Y);

/// <summary>
/// Aligns a face by five points: the similarity (rotation, one scale, shift) that brings them nearest to the reference
/// in the least-squares sense (Umeyama 1991, without reflection), then bilinear interpolation; black outside the
/// picture.
/// </summary>
public static class FaceAlignment
{
    /// <summary>
    /// Left eye, right eye, nose, left and right corner of the mouth, as one sees them, in 112×112 (SphereFace's
    /// points, 8 pixels to the right).
    /// </summary>
    public static IReadOnlyList<Landmark> Reference { get; } =
        [new(38.2946, 51.6963), new(73.5318, 51.5014), new(56.0252, 71.7366), new(41.5493, 92.3655),
            new(70.7299, 92.2041)];

    /// <exception cref="ArgumentException">Not five points, or all of them the same.</exception>
    public static Picture Align(Picture picture, IReadOnlyList<Landmark> points)
    {
        var (cos, sin, shiftX, shiftY) = Inverse(points);
        const int side = FaceCrop.Side;
        var pixels = new byte[side * side * 3];
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
                Sample(picture, cos * x - sin * y + shiftX, sin * x + cos * y + shiftY,
                    pixels.AsSpan((y * side + x) * 3, 3));
        return new Picture(side, side, pixels);
    }

    /// <summary>From the face to the picture: x ↦ cos·x − sin·y + shiftX, y ↦ sin·x + cos·y + shiftY.</summary>
    internal static (double Cos, double Sin, double ShiftX, double ShiftY) Inverse(IReadOnlyList<Landmark> points)
    {
        if (points.Count != Reference.Count)
            throw new ArgumentException($"a face is aligned by {Reference.Count} points, not {points.Count}",
                nameof(points));
        var (from, to) = (Mean(points), Mean(Reference));
        double along = 0, across = 0, spread = 0;
        foreach (var (point, target) in points.Zip(Reference))
        {
            var (x, y) = (point.X - from.X, point.Y - from.Y);
            var (u, v) = (target.X - to.X, target.Y - to.Y);
            along += x * u + y * v;
            across += x * v - y * u;
            spread += x * x + y * y;
        }
        var power = along * along + across * across;
        if (!(power > 0)) throw new ArgumentException("the points of a face must not coincide", nameof(points));
        // the fit is (along, across)/spread; its inverse turns back by as much
        var (cos, sin) = (along * spread / power, -across * spread / power);
        return (cos, sin, from.X - (cos * to.X - sin * to.Y), from.Y - (sin * to.X + cos * to.Y));
    }

    private static Landmark Mean(IReadOnlyList<Landmark> points) =>
        new(points.Average(p => p.X), points.Average(p => p.Y));

    private static void Sample(Picture picture, double x, double y, Span<byte> pixel)
    {
        var (left, top) = (Math.Floor(x), Math.Floor(y));
        var (right, down) = (x - left, y - top);
        for (var channel = 0; channel < 3; channel++)
        {
            var value = (1 - down) * ((1 - right) * At(left, top) + right * At(left + 1, top))
                + down * ((1 - right) * At(left, top + 1) + right * At(left + 1, top + 1));
            pixel[channel] = (byte)Math.Round(value);
            double At(double column, double row) =>
                column >= 0 && row >= 0 && column < picture.Width && row < picture.Height
                ? picture.Pixels[((int)row * picture.Width + (int)column) * 3 + channel]
                : 0;
        }
    }
}
