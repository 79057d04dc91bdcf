using System.Globalization;
using CrossRes.Results;

namespace Repro.Bench.Whole;

/// <summary>One piece of work, timed here and with its peer by turns.</summary>
/// <param name="Part">Of the benchmark.</param>
/// <param name="What">The work.</param>
/// <param name="Here">Seconds, a value for each round.</param>
/// <param name="Beside">The peer's seconds in the same rounds; empty where there is none.</param>
internal sealed record Measurement(string Part, string What, IReadOnlyList<double> Here, IReadOnlyList<double> Beside)
{
    /// <summary>Bytes that the work takes at most.</summary>
    public long? Bytes { get; init; }

    /// <summary>Those that the peer takes.</summary>
    public long? BytesBeside { get; init; }

    /// <summary>How many times as long the peer takes, in each round.</summary>
    internal IReadOnlyList<double> Ratios => [.. Here.Zip(Beside, (here, beside) => beside / here)];

    /// <summary>A line of the table.</summary>
    internal Cell[] Cells() =>
    [
        new Cell.Text(What), new Cell.Text(Spread(Here, Seconds)), new Cell.Text(Spread(Beside, Seconds)),
        new Cell.Text(Spread(Ratios, Ratio)), new Cell.Text(Memory()),
    ];

    /// <summary>The median, and from where to where the rounds go.</summary>
    internal static string Spread(IReadOnlyList<double> values, Func<double, string> text) => values.Count switch
    {
        0 => "–",
        1 => text(values[0]),
        _ => $"{text(Median(values))} ({text(values.Min())} to {text(values.Max())})",
    };

    internal static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    internal static string Seconds(double seconds) => seconds switch
    {
        < 0.001 => string.Create(CultureInfo.InvariantCulture, $"{1e6 * seconds:0} µs"),
        < 0.01 => string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:0.00} ms"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:0.0} ms"),
        _ => Duration.Text(seconds),
    };

    private static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    private string Memory() => (Bytes, BytesBeside) switch
    {
        ({ } here, { } beside) => $"{MiB(here)}, beside it {MiB(beside)}",
        ({ } here, null) => MiB(here),
        _ => "",
    };

    private static string MiB(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, bytes) / (double)(1 << 20):0.#} MiB");
}

/// <summary>How the cost of some work grows with its size: t = a·xᵏ.</summary>
/// <param name="What">The work.</param>
/// <param name="Size">What grows.</param>
/// <param name="Sizes">At least two.</param>
/// <param name="Seconds">For each.</param>
/// <param name="Theory">What is expected of k.</param>
internal sealed record Growth(string What, string Size, IReadOnlyList<double> Sizes, IReadOnlyList<double> Seconds,
    string Theory)
{
    /// <summary>k: the slope of the line of least squares through the logarithms.</summary>
    internal double Exponent()
    {
        double[] x = [.. Sizes.Select(size => Math.Log(size))], y = [.. Seconds.Select(t => Math.Log(t))];
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }

    internal Cell[] Cells() =>
    [
        new Cell.Text(What), new Cell.Text(Size),
        new Cell.Text(string.Join(", ", Sizes.Zip(Seconds, (size, seconds) => string.Create(
            CultureInfo.InvariantCulture, $"{size:0.###}: {Measurement.Seconds(seconds)}")))),
        new Cell.Text(Exponent().ToString("0.00", CultureInfo.InvariantCulture)), new Cell.Text(Theory),
    ];
}
