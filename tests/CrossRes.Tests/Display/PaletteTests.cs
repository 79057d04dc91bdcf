using System.Globalization;
using CrossRes.Display;
using Xunit;

namespace CrossRes.Tests.Display;

/// <summary>
/// The colours of figures for readers with each kind of colour vision: Machado, Oliveira and Fernandes (2009) at full
/// severity, distances in CIELAB.
/// </summary>
public class PaletteTests
{
    private const double Distinct = 15;   // 2 can just be told apart side by side

    private static readonly Dictionary<string, double[,]> Visions = new()
    {
        ["usual"] = new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
        ["protanopia"] = new double[,] { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
        ["deuteranopia"] = new double[,] { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
        ["tritanopia"] = new double[,] { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
    };

    public static TheoryData<string> Kinds => [.. Visions.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_two_colours_can_be_told_apart(string vision)
    {
        var seen = FigureStyle.Palette.Select(colour => Lab(Seen(Linear(colour), Visions[vision]))).ToList();
        foreach (var (first, i) in seen.Select((lab, i) => (lab, i)))
            foreach (var second in seen.Skip(i + 1))
                Assert.True(Distance(first, second) > Distinct, $"{vision}: {FigureStyle.Palette[i]} is {Distance(first, second):0.0} from another colour");
    }

    [Fact]
    public void The_first_five_colours_stand_out_from_white()
    {
        foreach (var colour in FigureStyle.Palette.Take(5))
            Assert.True(1.05 / (Luminance(Linear(colour)) + 0.05) >= 3, $"{colour} has less than the contrast 3:1 that graphics need");
    }

    private static double[] Linear(string colour) =>
        [.. new[] { 1, 3, 5 }.Select(at => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(v => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4))];

    private static double Luminance(double[] rgb) => 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];

    private static double[] Seen(double[] rgb, double[,] vision) => [.. Enumerable.Range(0, 3).Select(row =>
        Math.Clamp(Enumerable.Range(0, 3).Sum(column => vision[row, column] * rgb[column]), 0, 1))];

    private static double[] Lab(double[] rgb)
    {
        var x = Curve((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
        var y = Curve(Luminance(rgb));
        var z = Curve((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
    }

    private static double Curve(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : (24389.0 / 27 * t + 16) / 116;

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (u, v) => (u - v) * (u - v)).Sum());
}
