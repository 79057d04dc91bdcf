using CrossRes.Data.Images;

namespace CrossRes.Data.Sets;

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
    public static Box Of(Picture picture)
    {
        var box = new Box(
            picture.Width / 2.0 - MiddleX * Scale, picture.Height / 2.0 - Up - MiddleY * Scale, Side * Scale,
            Side * Scale);
        return box.IsIn(picture) ? box : Box.CentralSquare(picture);
    }

    /// <summary>The face by the fixed crop.</summary>
    public static Picture Fixed(Picture picture) => picture.Resize(Side, Side, Filter, Of(picture));
}
