using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>
/// The values along one direction of a plot: numbers, or categories if text. Arrays convert by themselves.
/// A number that is not finite leaves a gap.
/// </summary>
public sealed class Series : IReadOnlyList<object>
{
    private readonly object[] items;

    private Series(IEnumerable items) => this.items = [.. items.Cast<object>()];

    /// <inheritdoc/>
    public int Count => items.Length;

    /// <inheritdoc/>
    public object this[int index] => items[index];

    public static implicit operator Series(double[] numbers) => new(numbers);

    public static implicit operator Series(float[] numbers) => new(numbers);

    public static implicit operator Series(long[] numbers) => new(numbers);

    public static implicit operator Series(int[] numbers) => new(numbers);

    public static implicit operator Series(string[] categories) => new(categories);

    /// <inheritdoc/>
    public IEnumerator<object> GetEnumerator() => items.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal JsonArray ToJson() => [.. items.Select(item => item switch
    {
        double number => Written(number),
        float number => Written(number),
        long number => JsonValue.Create(number),
        int number => JsonValue.Create(number),
        _ => JsonValue.Create((string)item),
    })];

    // six digits are more than a plot shows; all of them would triple the size of a notebook
    private static JsonValue? Written(double number) =>
        double.IsFinite(number) ? JsonValue.Create(double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)) : null;

    /// <summary>This series, when it has one value for each of <paramref name="other"/>.</summary>
    internal Series AlignedWith(Series other, string trace) => Count == other.Count ? this
        : throw new ArgumentException($"{trace}: {other.Count} positions along x, but {Count} values");

    internal string TextAt(int index) => Convert.ToString(items[index], CultureInfo.InvariantCulture)!;
}
