using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CrossRes.Losses;

/// <summary>One setting of a loss as recipes have it: a parameter of its constructor, in text.</summary>
/// <param name="Name">Key in recipes: minerMargin is <c>miner-margin</c> there.</param>
/// <param name="Default">Value where none is given.</param>
/// <param name="Meaning">What it changes.</param>
/// <param name="Provenance">Where the default comes from: the paper, a reference implementation, or our choice.</param>
/// <param name="Choices">The allowed words, the default first; empty for a number.</param>
public sealed record LossOption(string Name, string Default, string Meaning, string Provenance, params string[] Choices)
{
    internal static LossOption From(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
            throw new ArgumentException($"{parameter.Member.DeclaringType!.Name}: {parameter.Name} needs a default");
        var help = parameter.GetCustomAttribute<OptionAttribute>()
            ?? parameter.ParameterType.GetCustomAttribute<OptionAttribute>();
        var value = Text(parameter.DefaultValue);
        IEnumerable<string> words = parameter.ParameterType switch
        {
            { IsEnum: true } type => Enum.GetNames(type).Select(Kebab),
            var type when type == typeof(bool) => ["yes", "no"],
            _ => [],
        };
        return new(Kebab(parameter.Name!), value, help?.Meaning ?? "", help?.Provenance ?? "",
            [.. words.OrderBy(word => word != value)]);
    }

    /// <summary>The parameter's value from its text.</summary>
    /// <exception cref="ArgumentException">It is no number, or a word that the option does not have.</exception>
    internal object? Parse(string text, Type type)
    {
        if (Choices.Length > 0)
        {
            if (!Choices.Contains(text))
                throw new ArgumentException($"{Name} is {string.Join(" or ", Choices)}, not {text}");
            return type == typeof(bool) ? text == "yes" : Enum.Parse(type, text.Replace("-", ""), ignoreCase: true);
        }
        if (type == typeof(double[]))
            return text == "" ? null : text.Split(',').Select(Number).ToArray();
        if (type == typeof(string)) return text;
        var number = Number(text);
        if (type == typeof(double)) return number;
        if (type != typeof(int) && type != typeof(long))
            throw new ArgumentException($"{Name} is of type {type.Name}, which has no text");
        if (number != Math.Floor(number) || Math.Abs(number) > int.MaxValue)
            throw new ArgumentException($"{Name} must be a whole number, not \"{text}\"");
        return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
    }

    private double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new ArgumentException($"{Name} must be a number, not \"{text}\"");

    private static string Text(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "yes" : "no",
        Enum word => Kebab(word.ToString()),
        double number => Regex.Replace(number.ToString(CultureInfo.InvariantCulture), @"E([-+])0*", "e$1"),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Kebab(string name) => Regex.Replace(name, "(?<=[a-z])(?=[A-Z])", "-").ToLowerInvariant();
}

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
