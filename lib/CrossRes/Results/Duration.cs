using System.Globalization;

namespace CrossRes.Results;

/// <summary>Durations as a reader says them.</summary>
public static class Duration
{
    /// <returns>E.g. <c>0.4 s</c>, <c>48 s</c>, <c>6 min 40 s</c>, <c>2 h 03 min</c>.</returns>
    public static string Text(double seconds)
    {
        if (seconds < 9.95)
            return string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
        var whole = (long)Math.Round(seconds);
        return whole switch
        {
            < 60 => $"{whole} s",
            < 3600 => $"{whole / 60} min {whole % 60:00} s",
            _ => $"{whole / 3600} h {whole % 3600 / 60:00} min",
        };
    }
}
