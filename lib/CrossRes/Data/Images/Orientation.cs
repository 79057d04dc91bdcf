namespace CrossRes.Data.Images;

/// <summary>Turns a picture upright.</summary>
internal static class Orientation
{
    /// <param name="orientation">Where the stored rows and columns belong, 1 to 8 as in TIFF; 1 leaves the picture as it is.</param>
    internal static Picture Turn(Picture picture, int orientation)
    {
        if (orientation == 1) return picture;
        var (width, height) = (picture.Width, picture.Height);
        var upright = orientation < 5 ? new Picture(width, height, new byte[picture.Pixels.Length]) : new Picture(height, width, new byte[picture.Pixels.Length]);
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
                picture.Pixels.AsSpan((row * width + column) * 3, 3).CopyTo(upright.Pixels.AsSpan((y * upright.Width + x) * 3));
            }
        return upright;
    }
}
