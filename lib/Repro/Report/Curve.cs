using System.Globalization;

namespace Repro.Report;

/// <summary>A small drawing of what became of a number over the epochs: a line a seed.</summary>
internal static class Curve
{
    private const int Width = 300, Height = 120, Left = 44, Bottom = 18, Top = 8, Right = 8;

    // Okabe and Ito's colours, which the colour-blind tell apart
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    /// <summary>The colour of a seed's line.</summary>
    /// <param name="place">Of the seed among those of its recipe, from 0.</param>
    internal static string Colour(int place) => Colours[place % Colours.Length];

    /// <param name="title">What is drawn.</param>
    /// <param name="lines">For each seed its values, in order of the epochs from 1.</param>
    /// <returns>Nothing where no line has two points.</returns>
    internal static Html Draw(string title, IReadOnlyList<(string Seed, IReadOnlyList<double> Values)> lines)
    {
        var all = lines.SelectMany(line => line.Values).ToList();
        var longest = lines.Select(line => line.Values.Count).DefaultIfEmpty().Max();
        if (longest < 2) return default;
        var (low, high) = (all.Min(), all.Max());
        var (from, span) = (low, high > low ? high - low : 1);
        var seeds = string.Join(", ", lines.Select(line => line.Seed));
        return $"""
            <figure class="curve"><figcaption>{title}</figcaption>
            <svg viewBox="0 0 {Width} {Height}" role="img"
             aria-label="{title} by epoch, seeds {seeds}: {low:G4} to {high:G4}">
            <path class="axis" d="M{Left},{Top}V{Height - Bottom}H{Width - Right}"/>
            <text x="{Left - 4}" y="{Top + 8}" class="end">{high:G4}</text>
            <text x="{Left - 4}" y="{Height - Bottom}" class="end">{low:G4}</text>
            <text x="{Left}" y="{Height - 4}">1</text>
            <text x="{Width - Right}" y="{Height - 4}" class="end">epoch {longest}</text>
            {lines.Index().Select(Line)}
            </svg></figure>
            """;

        Html Line((int Index, (string Seed, IReadOnlyList<double> Values) Of) line) =>
            $"""
            <polyline stroke="{Colour(line.Index)}" points="{Points(line.Of.Values)}"/>

            """;

        string Points(IReadOnlyList<double> values) => string.Join(' ', values.Select((value, epoch) => string.Create(
            CultureInfo.InvariantCulture,
            $"{Left + (Width - Left - Right) * (double)epoch / (longest - 1):0.#},"
                + $"{Height - Bottom - (Height - Bottom - Top) * (value - from) / span:0.#}")));
    }
}
