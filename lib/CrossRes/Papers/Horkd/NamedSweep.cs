using System.Globalization;
using System.Text.RegularExpressions;
using CrossRes.Experiments;
using CrossRes.Models;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// Sweeps over orders as <c>repro ablate orders</c> names them: a sweep's name says all but which sets it tries.
/// </summary>
public static partial class NamedSweep
{
    private const string Prefix = "orders-";

    /// <summary>A sweep as a table of its own.</summary>
    /// <param name="set">Key of a data set of <see cref="HorkdFigure4"/>.</param>
    /// <param name="network">The student's; null: the one of Figure 4.</param>
    /// <param name="subsets">Sets of orders; null: all.</param>
    public static Experiment Create(string set, string? network, int resolution, Weighting weighting,
        IReadOnlyList<string>? subsets = null)
    {
        var sweep = new OrderSweep(HorkdFigure4.Student(set, network, resolution),
            [new(weighting, subsets ?? weighting.Subsets)]);
        var student = network is null ? "" : $" --student {network}";
        var weights = Weighting.All.Any(w => w.Key == weighting.Key) ? weighting.Key
            : string.Join(',', Change().Matches(weighting.Key).Select(c => $"{c.Groups[1]}={c.Groups[2]}"));
        return sweep.As($"{Prefix}{set}{(network is null ? "" : $"-{network}")}-{resolution}-{weighting.Key}",
            $"HORKD's orders: {sweep.Base.Label}, {weighting.Name}",
            $"ablate orders --dataset {set}{student} --resolution {resolution} --weights {weights}");
    }

    /// <summary>The sweep of a name.</summary>
    /// <param name="shows">Whether a row of this label is among the sets, and where: those that it gives no place are
    /// left out. Null: all.</param>
    /// <returns>Null where no sweep is called so.</returns>
    public static Experiment? Named(string key, Func<string, int?>? shows = null)
    {
        foreach (var set in HorkdFigure4.Sets)
            foreach (var network in ModelZoo.Names.Prepend(null))
            {
                var start = $"{Prefix}{set}-{(network is null ? "" : $"{network}-")}";
                if (!key.StartsWith(start, StringComparison.Ordinal)
                    || key[start.Length..].Split('-', 2) is not [var side, var name]) continue;
                if (!int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var resolution)
                    || Weighted(name) is not { } weighting) continue;
                var all = Create(set, network, resolution, weighting);
                if (shows is null) return all;
                var labels = all.Rows.Skip(1).Select(r => r.Label); // after the teacher, a row for each set
                return Create(set, network, resolution, weighting,
                    [.. weighting.Subsets.Zip(labels, (subset, label) => (subset, Place: shows(label))).Where(s =>
                        s.Place is not null).OrderBy(s => s.Place).Select(s => s.subset)]);
            }
        return null;
    }

    /// <summary>The published factors with some changed.</summary>
    /// <exception cref="ArgumentException">There is no such order.</exception>
    public static Weighting Changed(params (string Letter, double Weight)[] changes) => Weighting.Published.With(
        string.Join('-', changes.Select(c => FormattableString.Invariant($"{c.Letter}.{c.Weight}"))),
        $"weights {string.Join(',', changes.Select(c => FormattableString.Invariant($"{c.Letter}={c.Weight}")))}",
        changes);

    private static Weighting? Weighted(string name)
    {
        if (Weighting.All.FirstOrDefault(w => w.Key == name) is { } known) return known;
        var changes = Change().Matches(name);
        return string.Join('-', changes) == name
            && changes.All(c => Weighting.Published.Orders.Any(o => o.Letter == c.Groups[1].Value))
            ? Changed([.. changes.Select(c =>
                (c.Groups[1].Value, double.Parse(c.Groups[2].ValueSpan, CultureInfo.InvariantCulture)))]) : null;
    }

    [GeneratedRegex(@"(?<=^|-)([0-9A-Z])\.(-?[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?)(?=-|$)")]
    private static partial Regex Change();
}
