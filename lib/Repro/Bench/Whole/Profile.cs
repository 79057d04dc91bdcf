using System.Globalization;
using CrossRes.Results;

namespace Repro.Bench.Whole;

/// <summary>Where the time of some work goes.</summary>
/// <param name="What">The work.</param>
/// <param name="Whole">Its seconds.</param>
/// <param name="Parts">Its parts, in order.</param>
internal sealed record Profile(string What, double Whole, IReadOnlyList<ProfilePart> Parts)
{
    /// <summary>What is in no part.</summary>
    internal double Rest => Whole - Parts.Sum(part => part.Seconds);

    internal ResultTable Table(string machine) => new($"Profile: {What}",
        [machine, "each part as it took in the training itself, on one thread; what is in it was timed alone, so that "
            + "the rest of a part, which is the difference, also holds what both measure differently"],
        [new("Part"), new("Time"), new("Share")],
        [
            .. Parts.SelectMany(part => part.Inside
                .Select(inside => Line($"{part.Name}: {inside.Name}", inside.Seconds))
                .Prepend(Line(part.Name, part.Seconds))),
            Line("what is in no part", Rest), Line("whole", Whole),
        ]);

    private Cell[] Line(string name, double seconds) =>
    [
        new Cell.Text(name), new Cell.Text(string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:0.00} ms")),
        new Cell.Text(string.Create(CultureInfo.InvariantCulture, $"{100 * seconds / Whole:0.0} %")),
    ];
}

/// <summary>A part of some work.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Seconds">Mean.</param>
/// <param name="Inside">What it consists of, and what remains of it; empty where that was not asked.</param>
internal sealed record ProfilePart(string Name, double Seconds, IReadOnlyList<ProfilePart> Inside)
{
    /// <summary>The same with what is in it, and the rest.</summary>
    internal ProfilePart With(IReadOnlyList<ProfilePart> inside, string rest) => this with
    {
        Inside = [.. inside, new(rest, Seconds - inside.Sum(part => part.Seconds), [])],
    };
}
