namespace CrossRes.Data;

/// <summary>
/// The 100 classes of the synthetic set. Coarse label = colour × shape, visible at any resolution; the five fine
/// classes within it differ by details of two to four pixels: the angle of a stripe texture and a 5×5 glyph.
/// </summary>
internal static class SyntheticClasses
{
    public const int Details = 5, GlyphSide = 5;

    /// <summary>Radians from one detail's stripes to the next one's: 0°, 22.5°, 45°, 67.5°, 90°.</summary>
    public const double AngleStep = Math.PI / 2 / (Details - 1);

    public static readonly string[] Shapes = ["disc", "square", "triangle", "ring", "cross"];
    public static readonly string[] Colours = ["red", "olive", "teal", "violet"];
    private static readonly string[] GlyphNames = ["plus", "saltire", "box", "tee", "zed"];

    /// <summary>One 5×5 bitmap per detail, 9 of 25 pixels set in each, so that their mean tells nothing.</summary>
    public static readonly string[] Glyphs =
    [
        "..#.." + "..#.." + "#####" + "..#.." + "..#..",
        "#...#" + ".#.#." + "..#.." + ".#.#." + "#...#",
        "....." + ".###." + ".###." + ".###." + ".....",
        "#####" + "..#.." + "..#.." + "..#.." + "..#..",
        ".###." + "...#." + "..#.." + ".#..." + ".###.",
    ];

    public static IReadOnlyList<string> CoarseNames { get; } =
        [.. Colours.SelectMany(c => Shapes.Select(s => $"{c}_{s}"))];

    public static IReadOnlyList<string> FineNames { get; } =
        [.. CoarseNames.SelectMany(c => GlyphNames.Select((g, i) => $"{c}_{g}_{i * 90 / (Details - 1)}"))];
}
