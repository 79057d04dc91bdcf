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

/// <summary>
/// Pictures to faces of 112×112 pixels, where the eyes, nose and mouth lie as in ArcFace's reference. SphereFace's
/// 112×96 is the middle of it.
/// </summary>
public static class FaceCrop
{
    /// <summary>Of the faces, in pixels.</summary>
    public const int Side = 112;

    /// <summary>How the crop becomes a face of that side.</summary>
    public const string Filter = "pillow-bicubic";

    private const double Scale = 1.27;                           // pixels of LFW-a for one of the face
    // between the eyes; and how far it lies above LFW-a's middle
    private const double MiddleX = 55.9, MiddleY = 51.6, Up = 15;

    /// <summary>
    /// Where an LFW image shows the face: the point between the eyes, (55.9, 51.6) of 112×112, lies at the picture's
    /// middle and 15 pixels above it; a face's pixel is 1.27 of the picture's. It holds for pictures of 250×250 and for
    /// their central parts. A smaller picture is taken for a face already: its largest central square.
    /// </summary>
    public static Box Square(Picture picture)
    {
        var box = new Box(
            picture.Width / 2.0 - MiddleX * Scale, picture.Height / 2.0 - Up - MiddleY * Scale, Side * Scale,
            Side * Scale);
        return box.IsIn(picture) ? box : Box.CentralSquare(picture);
    }

    /// <summary>The face by the fixed crop.</summary>
    public static Picture Fixed(Picture picture) => picture.Resize(Side, Side, Filter, Square(picture));
}
