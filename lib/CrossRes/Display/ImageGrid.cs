using System.Net;
using System.Text;
using CrossRes.Common;
using static TorchSharp.torch;

namespace CrossRes.Display;

/// <summary>Small pictures side by side, enlarged without smoothing, so that every pixel shows.</summary>
[TypeFormatterSource("image/png", "text/html", "text/plain")]
public sealed class ImageGrid : IRichView
{
    private const int Gap = 4;
    private readonly byte[] pixels;
    private readonly int count, channels, height, width;

    /// <param name="pixels">Samples, [count, channels, height, width].</param>
    /// <param name="count">How many pictures, at least 1.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <param name="height">Height of each in pixels.</param>
    /// <param name="width">Width of each in pixels.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public ImageGrid(byte[] pixels, int count, int channels, int height, int width)
    {
        if (count <= 0 || channels is not (1 or 3) || height <= 0 || width <= 0
            || pixels.Length != (long)count * channels * height * width)
            throw new ArgumentException(
                $"{pixels.Length} samples are not {count} pictures of {channels} (1 or 3) × {height} × {width}");
        (this.pixels, this.count, this.channels, this.height, this.width) = (pixels, count, channels, height, width);
    }

    /// <param name="images">uint8 [count, channels, height, width] on any device.</param>
    /// <exception cref="ArgumentException">Another type or shape.</exception>
    public ImageGrid(Tensor images)
        : this(Samples(images), Side(images, 0), Side(images, 1), Side(images, 2), Side(images, 3))
    {
    }

    /// <summary>Pictures in a row, at least 1.</summary>
    public int Columns { get; init => field = Math.Max(1, value); } = 8;

    /// <summary>Side of a pixel on the page, at least 1.</summary>
    public int Zoom { get; init => field = Math.Max(1, value); } = 2;

    /// <summary>A text under each picture; none by default.</summary>
    public IReadOnlyList<string> Captions { get; init; } = [];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Render()
    {
        var views = new Dictionary<string, string>();
        if (Captions.Count > 0)
            views["text/html"] = Html();
        views["image/png"] = Convert.ToBase64String(Sheet());
        views["text/plain"] = $"{count} pictures of {width} × {height} px"
            + (Captions.Count > 0 ? ": " + string.Join(", ", Captions) : "");
        return views;
    }

    /// <summary>All pictures in one PNG file, white between them.</summary>
    public byte[] Sheet()
    {
        var columns = Math.Min(Columns, count);
        var rows = (count + columns - 1) / columns;
        var (cellWidth, cellHeight) = (width * Zoom + Gap, height * Zoom + Gap);
        var (sheetWidth, sheetHeight) = (columns * cellWidth - Gap, rows * cellHeight - Gap);
        var sheet = new byte[sheetWidth * sheetHeight * channels];
        Array.Fill(sheet, byte.MaxValue);
        for (var i = 0; i < count; i++)
        {
            var (top, left) = (i / columns * cellHeight, i % columns * cellWidth);
            for (var y = 0; y < height * Zoom; y++)
                CopyRow(i, y / Zoom, sheet.AsSpan(((top + y) * sheetWidth + left) * channels), Zoom);
        }
        return Png.Encode(sheet, sheetWidth, sheetHeight, channels);
    }

    private static byte[] Samples(Tensor images)
    {
        if (images.dtype != ScalarType.Byte || images.dim() != 4)
            throw new ArgumentException(
                $"pictures are uint8 [count, channels, height, width], not {images.dtype} "
                    + $"[{string.Join(", ", images.shape)}]");
        using var scope = NewDisposeScope();
        return images.cpu().contiguous().data<byte>().ToArray();
    }

    private static int Side(Tensor images, int dimension) => checked((int)images.shape[dimension]);

    private string Html()
    {
        var html = new StringBuilder($"<div style=\"display:grid;gap:{Gap}px;justify-content:start;"
            + $"grid-template-columns:repeat({Math.Min(Columns, count)},max-content)\">");
        for (var i = 0; i < count; i++)
        {
            var caption = WebUtility.HtmlEncode(Captions.ElementAtOrDefault(i) ?? "");
            html.Append($"<figure style=\"margin:0;text-align:center;font:12px sans-serif\"><img alt=\"{caption}\" "
                + $"width=\"{width * Zoom}\" height=\"{height * Zoom}\" style=\"image-rendering:pixelated\" "
                + $"src=\"data:image/png;base64,{Convert.ToBase64String(Single(i))}\">"
                + $"<figcaption>{caption}</figcaption></figure>");
        }
        return html.Append("</div>").ToString();
    }

    private byte[] Single(int index)
    {
        var picture = new byte[height * width * channels];
        for (var y = 0; y < height; y++)
            CopyRow(index, y, picture.AsSpan(y * width * channels), 1);
        return Png.Encode(picture, width, height, channels);
    }

    // From planes to interleaved samples, each repeated `zoom` times.
    private void CopyRow(int index, int y, Span<byte> target, int zoom)
    {
        for (var channel = 0; channel < channels; channel++)
        {
            var source = pixels.AsSpan(((index * channels + channel) * height + y) * width, width);
            for (var x = 0; x < width * zoom; x++)
                target[x * channels + channel] = source[x / zoom];
        }
    }
}
