using SkiaSharp;

namespace CrossRes.Data.Images;

/// <summary>Writes JPEG files.</summary>
public static class Jpeg
{
    /// <summary>A JPEG file with full colour resolution.</summary>
    /// <param name="quality">1 to 100.</param>
    public static byte[] Encode(Picture picture, int quality = 95)
    {
        var options = new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample444,
            SKJpegEncoderAlphaOption.Ignore);
        return PictureEncoder.Encode(picture.Pixels, picture.Width, picture.Height, 3, pixels =>
            pixels.Encode(options));
    }
}
