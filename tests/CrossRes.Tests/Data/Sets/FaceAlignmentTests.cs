using CrossRes.Data.Images;
using CrossRes.Data.Sets;
using Xunit;

namespace CrossRes.Tests.Data.Sets;

public class FaceAlignmentTests
{
    [Fact]
    public void A_turned_scaled_and_shifted_face_comes_back()
    {
        var (angle, scale) = (0.4, 2.5);
        var (cos, sin) = (scale * Math.Cos(angle), scale * Math.Sin(angle));
        Landmark Moved(Landmark p) => new(cos * p.X - sin * p.Y + 150, sin * p.X + cos * p.Y + 20);
        var (c, s, x, y) = FaceAlignment.Inverse([.. FaceAlignment.Reference.Select(Moved)]);
        Assert.Equal((cos, sin, 150, 20), (Math.Round(c, 9), Math.Round(s, 9), Math.Round(x, 9), Math.Round(y, 9)), new Close());
    }

    [Fact]
    public void The_reference_points_leave_a_face_as_it_is()
    {
        var pixels = new byte[112 * 112 * 3];
        new Random(1).NextBytes(pixels);
        var picture = new Picture(112, 112, pixels);
        Assert.Equal(pixels, FaceAlignment.Align(picture, FaceAlignment.Reference).Pixels);
    }

    [Fact]
    public void Impossible_points_are_refused()
    {
        var picture = new Picture(1, 1, new byte[3]);
        Assert.Contains("5 points, not 4", Assert.Throws<ArgumentException>(() => FaceAlignment.Align(picture, [.. FaceAlignment.Reference.Take(4)])).Message);
        Assert.Contains("coincide", Assert.Throws<ArgumentException>(() => FaceAlignment.Align(picture, [.. Enumerable.Repeat(new Landmark(3, 3), 5)])).Message);
    }

    [Theory, InlineData(250), InlineData(170)]
    public void The_fixed_crop_shows_the_same_of_an_image_and_of_its_middle(int side)
    {
        var picture = new Picture(250, 250, new byte[250 * 250 * 3]);
        new Random(2).NextBytes(picture.Pixels);
        var offset = (250 - side) / 2;
        var middle = picture.Resize(side, side, "pillow-box", new Box(offset, offset, side, side));
        // Pillow's boxes are in single precision
        Assert.All(FaceCrop.Fixed(picture).Pixels.Zip(FaceCrop.Fixed(middle).Pixels), p => Assert.InRange(p.First - p.Second, -1, 1));
    }

    private sealed class Close : IEqualityComparer<(double A, double B, double C, double D)>
    {
        public bool Equals((double A, double B, double C, double D) x, (double A, double B, double C, double D) y) =>
            Math.Abs(x.A - y.A) + Math.Abs(x.B - y.B) + Math.Abs(x.C - y.C) + Math.Abs(x.D - y.D) < 1e-6;

        public int GetHashCode((double A, double B, double C, double D) x) => 0;
    }
}
