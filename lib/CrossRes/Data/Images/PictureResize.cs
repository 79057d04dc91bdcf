using CrossRes.Data.Resampling;

namespace CrossRes.Data.Images;

/// <summary>
/// Pillow's <c>Image.resize</c> with a box, bit by bit: horizontal then vertical, integer weights with 22 fractional
/// bits, rounded to a byte after each; the box in single precision. Taps may reach over the box's edge into the
/// picture, as they do there.
/// </summary>
public static class PictureResize
{
    private const int Bits = 22, Half = 1 << (Bits - 1);

    /// <param name="filter">A Pillow name of <see cref="Resampler.Known"/>, e.g. <c>pillow-bicubic</c>.</param>
    /// <param name="box">What becomes the new picture; the whole one by default.</param>
    /// <exception cref="ArgumentException">No such filter, or the box leaves the picture.</exception>
    public static Picture Resize(this Picture picture, int width, int height, string filter = "pillow-bilinear",
        Box? box = null)
    {
        var kernel = PillowFilter.All.FirstOrDefault(f => f.Spec.Name == filter)
            ?? throw new ArgumentException(
                $"no Pillow filter is called {filter}; there are "
                    + $"{string.Join(", ", PillowFilter.All.Select(f => f.Spec.Name))}", nameof(filter));
        var from = box ?? Box.Whole(picture);
        if (!from.IsIn(picture)) throw new ArgumentException(
            $"{from} leaves the picture of {picture.Width}×{picture.Height}", nameof(box));
        if (from == new Box(0, 0, width, height) && from == Box.Whole(picture)) return picture;
        var columns = kernel.Taps(picture.Width, width, (float)from.Left,
            (float)(from.Left + from.Width) - (float)from.Left);
        var rows = kernel.Taps(picture.Height, height, (float)from.Top,
            (float)(from.Top + from.Height) - (float)from.Top);
        var (top, end) = (rows[0].First, rows[^1].First + rows[^1].Weights.Length);
        var narrow = Across(picture, columns, top, end);
        return new Picture(width, height, Down(narrow, width * 3, rows, top));
    }

    /// <summary>Rows top..end-1, resized horizontally.</summary>
    private static byte[] Across(Picture picture, Taps[] columns, int top, int end)
    {
        var result = new byte[(end - top) * columns.Length * 3];
        var to = 0;
        for (var y = top; y < end; y++)
        {
            var row = picture.Pixels.AsSpan(y * picture.Width * 3, picture.Width * 3);
            foreach (var (first, weights) in columns)
            {
                var (r, g, b) = (Half, Half, Half);
                var pixels = row.Slice(first * 3, weights.Length * 3);
                for (var k = 0; k < weights.Length; k++)
                {
                    var weight = weights[k];
                    r += pixels[k * 3] * weight;
                    g += pixels[k * 3 + 1] * weight;
                    b += pixels[k * 3 + 2] * weight;
                }
                (result[to], result[to + 1], result[to + 2]) = (Clip(r), Clip(g), Clip(b));
                to += 3;
            }
        }
        return result;
    }

    private static byte[] Down(byte[] pixels, int stride, Taps[] rows, int top)
    {
        var result = new byte[rows.Length * stride];
        var sums = new int[stride];
        for (var y = 0; y < rows.Length; y++)
        {
            Array.Fill(sums, Half);
            for (var k = 0; k < rows[y].Weights.Length; k++)
            {
                var weight = rows[y].Weights[k];
                var row = pixels.AsSpan((rows[y].First - top + k) * stride, stride);
                for (var x = 0; x < row.Length; x++) sums[x] += row[x] * weight;
            }
            for (var x = 0; x < sums.Length; x++) result[y * stride + x] = Clip(sums[x]);
        }
        return result;
    }

    private static byte Clip(int sum) => (byte)Math.Clamp(sum >> Bits, 0, 255);
}
