using System.Globalization;
using System.Net;
using System.Text;
using CrossRes.Common;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Display;

/// <summary>
/// A tensor: type, shape, device and range; small ones with their values, matrices shaded by value, images as pictures.
/// </summary>
internal sealed class TensorView : IRichView
{
    private const int MostRows = 12, MostColumns = 12, MostPictures = 32, LargestSide = 128;
    private readonly string facts;
    private readonly double[,]? values;

    private TensorView(string facts, double[,]? values) => (this.facts, this.values) = (facts, values);

    /// <summary>uint8 [N, 1 or 3, H, W] as pictures, anything else as numbers.</summary>
    internal static IRichView For(Tensor tensor)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        if (tensor.dtype == ScalarType.Byte
            && tensor.shape is [> 0, 1 or 3, > 0 and <= LargestSide, > 0 and <= LargestSide])
        {
            var shown = Math.Min(tensor.shape[0], MostPictures);
            return new TensorPictures(Facts(tensor), new ImageGrid(tensor.narrow(0, 0, shown).cpu().contiguous()));
        }
        return new TensorView(Facts(tensor), tensor.shape is [] or [<= MostColumns] or [<= MostRows, <= MostColumns]
            ? Values(tensor) : null);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Render()
    {
        if (values is null || values.Length == 0) return new Dictionary<string, string> { ["text/plain"] = facts };
        return
        new Dictionary<string, string> { ["text/html"] = Html(values), ["text/plain"] = $"{facts}\n{Text(values)}" };
    }

    private static string Facts(Tensor tensor)
    {
        var head = $"{tensor.dtype} [{string.Join(", ", tensor.shape)}] on {tensor.device}";
        if (tensor.numel() == 0) return $"{head}, empty";
        var all = tensor.to_type(ScalarType.Float64);
        var finite = all.masked_select(all.isfinite());
        var broken = tensor.numel() - finite.numel();
        var range = finite.numel() == 0 ? ""
            : $", {Number(finite.min().ToDouble())} to {Number(finite.max().ToDouble())}, "
                + $"mean {Number(finite.mean().ToDouble())}";
        return head + range + (broken > 0 ? $", {broken} not finite" : "");
    }

    private static double[,] Values(Tensor tensor)
    {
        var matrix = tensor.dim() == 2 ? tensor : tensor.reshape(1, -1);
        var values = new double[matrix.shape[0], matrix.shape[1]];
        double[] numbers = [.. matrix.to_type(ScalarType.Float64).cpu().contiguous().data<double>()];
        Buffer.BlockCopy(numbers, 0, values, 0, numbers.Length * sizeof(double));
        return values;
    }

    // Shades of the page's own ink keep every number readable, on light pages and on dark ones.
    private string Html(double[,] numbers)
    {
        var finite = numbers.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, range) = (finite.Min(), Math.Max(finite.Max() - finite.Min(), 1e-300));
        var html = new StringBuilder(
            $"<table><caption style=\"text-align:left;white-space:nowrap\">{WebUtility.HtmlEncode(facts)}</caption>");
        for (var row = 0; row < numbers.GetLength(0); row++)
        {
            html.Append("<tr>");
            for (var column = 0; column < numbers.GetLength(1); column++)
            {
                var value = numbers[row, column];
                var shade = double.IsFinite(value) ? (value - low) / range * 0.45 : 0;
                html.Append(CultureInfo.InvariantCulture,
                    $"<td style=\"text-align:right;background:rgba(0,114,178,{shade:0.00})\">{Number(value)}</td>");
            }
            html.Append("</tr>");
        }
        return html.Append("</table>").ToString();
    }

    private static string Text(double[,] numbers) =>
        string.Join('\n', Enumerable.Range(0, numbers.GetLength(0)).Select(row =>
        string.Join(' ',
            Enumerable.Range(0, numbers.GetLength(1)).Select(column => Number(numbers[row, column]).PadLeft(10)))));

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private sealed class TensorPictures(string facts, ImageGrid grid) : IRichView
    {
        public IReadOnlyDictionary<string, string> Render()
        {
            var png = grid.Render()["image/png"];
            return new Dictionary<string, string>
            {
                ["text/html"] = $"{WebUtility.HtmlEncode(facts)}<br><img alt=\"\" src=\"data:image/png;base64,{png}\">",
                ["image/png"] = png,
                ["text/plain"] = facts,
            };
        }
    }
}
