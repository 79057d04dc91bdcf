namespace CrossRes.Data.Images;

/// <summary>Turns a picture upright.</summary>
internal static class Orientation
{
    internal const int Upright = 1;

    /// <param name="orientation">Where the stored rows and columns belong, 2 to 8 as in TIFF; others leave the picture
    /// as it is.</param>
    internal static Picture Turn(Picture picture, double orientation)
    {
        if (orientation is not (2 or 3 or 4 or 5 or 6 or 7 or 8)) return picture;
        var (width, height) = (picture.Width, picture.Height);
        var upright = orientation < 5 ? picture with { Pixels = new byte[picture.Pixels.Length] }
            : new Picture(height, width, new byte[picture.Pixels.Length]);
        for (var y = 0; y < upright.Height; y++)
            for (var x = 0; x < upright.Width; x++)
            {
                var (column, row) = orientation switch
                {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, height - 1 - x),
                    7 => (width - 1 - y, height - 1 - x),
                    _ => (width - 1 - y, x),
                };
                picture.Pixels.AsSpan((row * width + column) * 3, 3).CopyTo(
                    upright.Pixels.AsSpan((y * upright.Width + x) * 3));
            }
        return upright;
    }
}
