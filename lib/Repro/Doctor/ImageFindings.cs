using CrossRes.Common;
using CrossRes.Data.Images;

namespace Repro.Doctor;

/// <summary>Whether images can be decoded.</summary>
internal static class ImageFindings
{
    private const int Side = 8;

    internal static Finding Examine()
    {
        try
        {
            _ = Picture.Decode(Jpeg.Encode(new Picture(Side, Side, new byte[Side * Side * 3])), "a picture made here");
            return Finding.Ok("images", $"JPEG and PNG through SkiaSharp {SkiaLibrary.Version}");
        }
        catch (DataFileException e)
        {
            return Finding.Missing("images", e.Message, "run ./repro setup");
        }
    }
}
