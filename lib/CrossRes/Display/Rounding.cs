using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrossRes.Display;

/// <summary>
/// Shortens numbers in arrays of numbers: six digits, and as many more as tell a hundred-thousandth of the array's
/// spread. All digits would triple the size of a notebook.
/// </summary>
internal static class Rounding
{
    private const int Digits = 6, MostDigits = 17;

    /// <summary>Rounds every array of numbers at and below a node; whole numbers stay.</summary>
    public static void Apply(JsonNode? node)
    {
        if (node is JsonArray { Count: > 0 } array
            && array.All(item => item is null || item.GetValueKind() == JsonValueKind.Number))
        {
            Round(array);
            return;
        }
        foreach (var inner in node switch { JsonArray items => items, JsonObject parts =>
            parts.Select(part => part.Value), _ => [] })
            Apply(inner);
    }

    private static void Round(JsonArray array)
    {
        double?[] numbers = [.. array.Select(item => item?.GetValue<double>())];
        var spread = Magnitude((numbers.Max() - numbers.Min()) ?? 0);
        for (var i = 0; i < numbers.Length; i++)
            if (numbers[i] is { } number)
                array[i] = Short(number, spread);
    }

    private static double Short(double number, int spread)
    {
        if (number == Math.Round(number)) return number;
        var digits = Math.Clamp(Digits + Math.Max(0, Magnitude(number) - spread), Digits, MostDigits);
        return double.Parse(number.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    // the power of ten; of zero so large that it asks for no digit
    private static int Magnitude(double number) =>
        number == 0 ? int.MaxValue / 2 : (int)Math.Floor(Math.Log10(Math.Abs(number)));
}
