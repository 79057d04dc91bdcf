using System.Text.Json;

namespace CrossRes.Tests.Golden;

/// <summary>The parameters of a case. What nobody asks for is remembered: a variant that is passed over is no agreement.</summary>
public sealed class GoldenParams(JsonElement values)
{
    private readonly HashSet<string> read = [];
    private readonly Dictionary<string, GoldenParams[]> parts = [];

    /// <summary>Names that nobody asked for, those of nested objects included.</summary>
    public IEnumerable<string> Unread =>
        values.EnumerateObject().Select(p => p.Name).Except(read)
            .Concat(parts.SelectMany(part => part.Value.SelectMany(p => p.Unread.Select(name => $"{part.Key}.{name}"))));

    /// <summary>The value as it stands in the file.</summary>
    public JsonElement this[string name]
    {
        get
        {
            read.Add(name);
            return values.GetProperty(name);
        }
    }

    /// <summary>Whether it is there, and not null.</summary>
    public bool Has(string name) => Given(name) is not null;

    public double Number(string name) => this[name].GetDouble();

    public double Number(string name, double fallback) => Given(name)?.GetDouble() ?? fallback;

    public int Whole(string name) => (int)Number(name);

    public bool Flag(string name) => Given(name)?.GetBoolean() ?? false;

    public string Text(string name) => this[name].GetString() ?? throw new FormatException($"parameter {name} is null");

    /// <summary>As an option of ours: numbers as written, truth values as yes and no, words without quotes.</summary>
    public string Option(string name) => this[name] switch
    {
        { ValueKind: JsonValueKind.True } => "yes",
        { ValueKind: JsonValueKind.False } => "no",
        { ValueKind: JsonValueKind.String } word => word.GetString()!,
        var number => number.GetRawText(),
    };

    public double[] Numbers(string name) => [.. this[name].EnumerateArray().Select(n => n.GetDouble())];

    public int[] Integers(string name) => [.. this[name].EnumerateArray().Select(n => n.GetInt32())];

    /// <summary>A nested object; null where it is absent or null.</summary>
    public GoldenParams? Part(string name)
    {
        if (parts.TryGetValue(name, out var known)) return known[0];
        return Given(name) is { } value ? (parts[name] = [new(value)])[0] : null;
    }

    /// <summary>A list of objects.</summary>
    public IReadOnlyList<GoldenParams> Parts(string name) =>
        parts.TryGetValue(name, out var known) ? known : parts[name] = [.. this[name].EnumerateArray().Select(e => new GoldenParams(e))];

    /// <summary>Says that these tell about the case and decide no number.</summary>
    public void PassOver(params string[] names) => read.UnionWith(names);

    private JsonElement? Given(string name)
    {
        read.Add(name);
        return values.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
    }
}
