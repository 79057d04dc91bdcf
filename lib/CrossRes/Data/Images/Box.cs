namespace CrossRes.Data.Images;

/// <summary>
/// A rectangle of a picture in pixels; fractions are allowed, (0, 0) is the top left corner of the top left pixel.
/// </summary>
public readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public static Box Whole(Picture picture) => new(0, 0, picture.Width, picture.Height);

    /// <summary>The largest square in the middle of a picture.</summary>
    public static Box CentralSquare(Picture picture)
    {
        var side = Math.Min(picture.Width, picture.Height);
        return new((picture.Width - side) / 2.0, (picture.Height - side) / 2.0, side, side);
    }

    /// <summary>Whether it lies within a picture.</summary>
    public bool IsIn(Picture picture) =>
        Left >= 0 && Top >= 0 && Width > 0 && Height > 0 && Left + Width <= picture.Width
            && Top + Height <= picture.Height;
}
