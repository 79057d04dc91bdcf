namespace CrossRes.Data.Images;

/// <summary>Room around a picture for boxes that leave it.</summary>
public static class PicturePadding
{
    /// <summary>The picture where the box lies in it, else one with black around it.</summary>
    /// <param name="inside">The box in the result.</param>
    public static Picture Padded(this Picture picture, Box box, out Box inside)
    {
        inside = box;
        if (box.IsIn(picture)) return picture;
        var (left, top) = (Beyond(-box.Left), Beyond(-box.Top));
        var (right, down) = (Beyond(box.Left + box.Width - picture.Width),
            Beyond(box.Top + box.Height - picture.Height));
        var (width, height) = (picture.Width + left + right, picture.Height + top + down);
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < picture.Height; y++)
            picture.Pixels.AsSpan(y * picture.Width * 3, picture.Width * 3).CopyTo(
                pixels.AsSpan(((y + top) * width + left) * 3));
        inside = box with { Left = box.Left + left, Top = box.Top + top };
        return new Picture(width, height, pixels);
    }

    private static int Beyond(double pixels) => (int)Math.Ceiling(Math.Max(0, pixels));
}
