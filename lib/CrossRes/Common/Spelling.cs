namespace CrossRes.Common;

/// <summary>Names that a mistyped one may have meant.</summary>
public static class Spelling
{
    private const int Few = 5;

    /// <summary>
    /// The known names nearest to a given one by Levenshtein's distance, two letters in each other's place counting
    /// as one, at most five, nearest first; of a name that begins or holds what was typed the distance counts as one.
    /// </summary>
    /// <returns>Empty where nothing is near: more than a third of the letters are other ones.</returns>
    public static IReadOnlyList<string> Near(string name, IEnumerable<string> known) =>
    [
        .. known.Distinct().Select(k => (Name: k, Distance: Distance(name, k)))
            .Where(k => k.Distance <= Math.Max(1, name.Length / 3))
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal).Take(Few).Select(k => k.Name),
    ];

    /// <summary><c>did you mean A or B? </c>, or nothing where nothing is near.</summary>
    public static string Hint(string name, IEnumerable<string> known) =>
        Near(name, known) is { Count: > 0 } near ? $"did you mean {string.Join(" or ", near)}? " : "";

    private static int Distance(string typed, string known)
    {
        if (typed.Length > 2 && known.Contains(typed, StringComparison.OrdinalIgnoreCase)) return 1;
        int[] twoBefore = [], before = [.. Enumerable.Range(0, known.Length + 1)];
        for (var i = 1; i <= typed.Length; i++)
        {
            var now = new int[known.Length + 1];
            now[0] = i;
            for (var j = 1; j <= known.Length; j++)
            {
                var other = Same(i, j) ? 0 : 1;
                now[j] = Math.Min(Math.Min(now[j - 1], before[j]) + 1, before[j - 1] + other);
                if (i > 1 && j > 1 && Same(i, j - 1) && Same(i - 1, j)) now[j] = Math.Min(now[j], twoBefore[j - 2] + 1);
            }
            (twoBefore, before) = (before, now);
        }
        return before[^1];

        bool Same(int i, int j) => char.ToLowerInvariant(typed[i - 1]) == char.ToLowerInvariant(known[j - 1]);
    }
}
