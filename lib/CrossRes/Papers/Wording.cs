using System.Globalization;
using CrossRes.Experiments;

namespace CrossRes.Papers;

/// <summary>Settings in words, the same on every machine.</summary>
internal static class Wording
{
    /// <summary>A weighted sum of losses.</summary>
    internal static string Terms(IReadOnlyList<LossTerm> losses) => string.Join(" + ", losses.Select(Term));

    internal static string Count(int? perClass) => perClass is { } n ? Text($"{n}") : "all";

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Term(LossTerm term)
    {
        var options = term.Options is { Count: > 0 } o ? $" ({string.Join(", ", o.Select(p => $"{p.Key} {p.Value}"))})" : "";
        return (term.Weight == 1 ? "" : Text($"{term.Weight} ")) + term.Loss + options;
    }
}
