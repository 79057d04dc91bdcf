using System.Runtime.CompilerServices;

namespace CrossRes.Losses;

/// <summary>Ranges of a loss's settings; a message names the parameter.</summary>
internal static class Setting
{
    internal static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw Wrong(name, "a number greater than 0", value);

    /// <summary>Between 0 and 1.</summary>
    internal static double Share(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is >= 0 and <= 1 ? value : throw Wrong(name, "between 0 and 1", value);

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    internal static int Count(
        int value, int least = 1, int most = int.MaxValue,
        [CallerArgumentExpression(nameof(value))] string name = "") =>
        value < least ? throw Wrong(name, $"{least} or more", value)
        : value > most ? throw Wrong(name, $"{most} or less", value)
        : value;

    internal static ArgumentException Wrong(string name, string wanted, IFormattable value) =>
        new($"{name} must be {wanted}, not {value.ToString(null, System.Globalization.CultureInfo.InvariantCulture)}");
}
