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
internal sealed record TrainingView(string Label, double Done, IReadOnlyList<EpochRecord> Epochs, int Total,
    TimeSpan? Left) : IRichView
{
    /// <summary>Nothing to see: takes the place of a run that ended.</summary>
    internal static IRichView Empty { get; } = new Nothing();

    public IReadOnlyDictionary<string, string> Render()
    {
        var text = Text();
        var html = new StringBuilder("<div style=\"font:13px system-ui,sans-serif\">");
        html.Append(CultureInfo.InvariantCulture,
            $"<progress value=\"{Done:0.####}\" max=\"1\" "
                + $"style=\"width:{ScoreCurve.Width}px;vertical-align:middle\"></progress> "
                + $"{WebUtility.HtmlEncode(text)}");
        if (Epochs.Count > 1) html.Append("<br>").Append(Curve());
        return
        new Dictionary<string, string> { ["text/html"] = html.Append("</div>").ToString(), ["text/plain"] = text };
    }

    private string Text()
    {
        var text = new StringBuilder(Label);
        text.Append(CultureInfo.InvariantCulture, $": epoch {Math.Min(Total, (int)(Done * Total + 1e-6) + 1)}/{Total}");
        if (Epochs.LastOrDefault() is { } last)
            text.Append(CultureInfo.InvariantCulture,
                $", loss {last.Loss:0.000}, test {last.Test.First().Value:0.00} %");
        if (Left is { } left) text.Append($", about {Duration.Text(left.TotalSeconds)} left");
        return text.ToString();
    }

    /// <summary>
    /// The test score of every epoch since the start or the resumption, over the time that all epochs take.
    /// </summary>
    private string Curve()
    {
        (int, double Score)[] scores = [.. Epochs.Select(e => (e.Epoch, e.Test.First().Value))];
        return ScoreCurve.Svg("test score by epoch", scores, Total, least: 1)
            + string.Create(CultureInfo.InvariantCulture,
            $" <small>test score by epoch, {scores.Min(s => s.Score):0.0} to {scores.Max(s => s.Score):0.0} %</small>");
    }

    private sealed class Nothing : IRichView
    {
        public IReadOnlyDictionary<string, string> Render() =>
            new Dictionary<string, string> { ["text/html"] = "", ["text/plain"] = "" };
    }
}
