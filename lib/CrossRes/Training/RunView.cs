using System.Globalization;
using System.Net;
using System.Text;
using CrossRes.Common;
using CrossRes.Display;
using CrossRes.Results;

namespace CrossRes.Training;

/// <summary>A run while it trains: a bar, where it stands, and its test scores so far as a curve.</summary>
/// <param name="Label">The run.</param>
/// <param name="Done">Share of all steps, 0 to 1.</param>
/// <param name="Epochs">The finished ones, of a resumed run those since.</param>
/// <param name="Total">Epochs of the whole run.</param>
/// <param name="Left">Time that the rest will take; null while unknown.</param>
internal sealed record RunView(string Label, double Done, IReadOnlyList<EpochRecord> Epochs, int Total, TimeSpan? Left) : IRichView
{
    private const int Width = 240, Height = 48;

    /// <summary>Nothing to see: takes the place of a run that ended.</summary>
    internal static IRichView Empty { get; } = new Nothing();

    public IReadOnlyDictionary<string, string> Render()
    {
        var text = Text();
        var html = new StringBuilder("<div style=\"font:13px system-ui,sans-serif\">");
        html.Append(CultureInfo.InvariantCulture, $"<progress value=\"{Done:0.####}\" max=\"1\" style=\"width:{Width}px;vertical-align:middle\"></progress> {WebUtility.HtmlEncode(text)}");
        if (Epochs.Count > 1) html.Append("<br>").Append(Curve());
        return new Dictionary<string, string> { ["text/html"] = html.Append("</div>").ToString(), ["text/plain"] = text };
    }

    private string Text()
    {
        var text = new StringBuilder(Label);
        text.Append(CultureInfo.InvariantCulture, $": epoch {Math.Min(Total, (int)(Done * Total + 1e-6) + 1)}/{Total}");
        if (Epochs.LastOrDefault() is { } last)
            text.Append(CultureInfo.InvariantCulture, $", loss {last.Loss:0.000}, test {last.Test.First().Value:0.00} %");
        if (Left is { } left) text.Append($", about {Duration.Text(left.TotalSeconds)} left");
        return text.ToString();
    }

    /// <summary>The test score of every epoch since the start or the resumption, over the time that all epochs take.</summary>
    private string Curve()
    {
        double[] scores = [.. Epochs.Select(e => e.Test.First().Value)];
        var (low, high) = (scores.Min(), Math.Max(scores.Max(), scores.Min() + 1));
        var points = Epochs.Zip(scores, (e, score) => string.Create(CultureInfo.InvariantCulture,
            $"{2 + (Width - 4) * (e.Epoch - 1) / Math.Max(1.0, Total - 1):0.#},{Height - 2 - (Height - 4) * (score - low) / (high - low):0.#}"));
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"test score by epoch\"><polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{Look.Color(0)}\" stroke-width=\"2\"/></svg> <small>test score by epoch, {low:0.0} to {scores.Max():0.0} %</small>");
    }

    private sealed class Nothing : IRichView
    {
        public IReadOnlyDictionary<string, string> Render() => new Dictionary<string, string> { ["text/html"] = "", ["text/plain"] = "" };
    }
}
