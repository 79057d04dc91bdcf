namespace CrossRes.Data.StandIns;

/// <summary>
/// The 100 classes of the synthetic set. Coarse label = colour × shape, visible at any resolution; the five fine
/// classes within it differ by details of a few pixels, a texture and a 5×5 glyph, and a little by their proportions.
/// </summary>
internal static class SyntheticClasses
{
    public const int Details = 5, GlyphSide = 5;

    public static readonly string[] Shapes = ["disc", "square", "triangle", "ring", "cross"];
    public static readonly string[] Colours = ["red", "olive", "teal", "violet"];
    public static readonly string[] Textures = ["bars", "rungs", "checks", "plaid", "rings"];

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
        [.. CoarseNames.SelectMany(c => Textures.Select(t => $"{c}_{t}"))];
}
