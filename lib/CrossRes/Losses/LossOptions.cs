using System.Globalization;

namespace CrossRes.Losses;

/// <summary>The settings given for one loss, completed by its defaults and checked.</summary>
public sealed class LossOptions
{
    private readonly string loss;
    private readonly Dictionary<string, string> values;

    /// <exception cref="ArgumentException">An option that the loss does not have, or a word it does not allow.</exception>
    public LossOptions(string loss, IReadOnlyList<LossOption> known, IReadOnlyDictionary<string, string> given)
    {
        this.loss = loss;
        values = known.ToDictionary(o => o.Name, o => o.Default);
        foreach (var (name, value) in given)
        {
            var option = known.FirstOrDefault(o => o.Name == name)
                ?? throw new ArgumentException(known.Count == 0
                    ? $"loss {loss} has no options, {name} was given"
                    : $"loss {loss} has no option {name}; it has {string.Join(", ", known.Select(o => o.Name))}");
            if (option.Choices.Length > 0 && !option.Choices.Contains(value))
                throw new ArgumentException($"option {name} of loss {loss} is {string.Join(" or ", option.Choices)}, not {value}");
            values[name] = value;
        }
    }

    /// <summary>The word of an option with choices.</summary>
    public string this[string name] => values[name];

    /// <summary>The value of a numeric option.</summary>
    /// <exception cref="ArgumentException">It is not a finite number.</exception>
    public double Number(string name) => Parse(name, values[name]);

    /// <summary>As <see cref="Number"/>, greater than 0.</summary>
    public double Positive(string name) =>
        Number(name) is > 0 and var value ? value : throw Wrong(name, values[name], "a number greater than 0");

    /// <summary>As <see cref="Number"/>, a whole number of any sign.</summary>
    public long Whole(string name) =>
        Number(name) is >= int.MinValue and <= int.MaxValue and var value && value == Math.Floor(value)
            ? (long)value
            : throw Wrong(name, values[name], "a whole number");

    /// <summary>As <see cref="Number"/>, between 0 and 1.</summary>
    public double Share(string name) =>
        Number(name) is >= 0 and <= 1 and var value ? value : throw Wrong(name, values[name], "between 0 and 1");

    /// <summary>As <see cref="Number"/>, a whole number of 1 or more.</summary>
    public int Count(string name) =>
        Number(name) is >= 1 and <= int.MaxValue and var value && value == Math.Floor(value)
            ? (int)value
            : throw Wrong(name, values[name], "a whole number of 1 or more");

    /// <summary>Numbers separated by commas; empty where the option is empty.</summary>
    public double[] Numbers(string name) =>
        [.. values[name].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => Parse(name, part))];

    /// <summary>The settings among these that <paramref name="options"/> know, for a loss built from others.</summary>
    public IReadOnlyDictionary<string, string> For(IEnumerable<LossOption> options) =>
        options.Where(o => values.ContainsKey(o.Name)).ToDictionary(o => o.Name, o => values[o.Name]);

    private double Parse(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Wrong(name, text, "a number");

    private ArgumentException Wrong(string name, string value, string wanted) =>
        new($"option {name} of loss {loss} must be {wanted}, not \"{value}\"");
}
