using System.Globalization;
using System.Net;

namespace CrossRes.Display;

/// <summary>A small curve of a score over the epochs, without axes, as SVG.</summary>
internal static class ScoreCurve
{
    internal const int Width = 240;
    private const int Height = 48, Margin = 2;

    /// <param name="label">For readers who do not see it.</param>
    /// <param name="scores">Epoch from 1 → score; at least two.</param>
    /// <param name="epochs">That the width stands for.</param>
    /// <param name="least">Difference of scores that the height stands for at least.</param>
    internal static string Svg(string label, IReadOnlyList<(int Epoch, double Score)> scores, int epochs,
        double least = 1e-9)
    {
        var low = scores.Min(s => s.Score);
        var range = Math.Max(least, scores.Max(s => s.Score) - low);
        var points = scores.Select(s => string.Create(CultureInfo.InvariantCulture,
            $"{X(s.Epoch):0.#},{Y(s.Score):0.#}"));
        return $"<svg width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">"
            + $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{FigureStyle.Color(0)}\" "
            + "stroke-width=\"2\"/></svg>";

        double X(int epoch) => Margin + (Width - 2 * Margin) * (epoch - 1) / Math.Max(1.0, epochs - 1);
        double Y(double score) => Height - Margin - (Height - 2 * Margin) * (score - low) / range;
    }
}
