using System.Text.Json;

namespace Repro.Compare;

/// <summary>The settings in which two recipes differ.</summary>
internal static class RecipeDifferences
{
    private const string None = "none";

    /// <summary>The value of a part that has settings of its own.</summary>
    internal const string Whole = "some";

    /// <summary>Name of each such setting, a teacher's behind <c>teacher.</c>, and its value in both.</summary>
    internal static IReadOnlyList<(string Setting, string A, string B)> Between(JsonElement a, JsonElement b)
    {
        var (left, right) = (Settings(a), Settings(b));
        return [.. from name in left.Keys.Union(right.Keys)
                   let values = (A: left.GetValueOrDefault(name, None), B: right.GetValueOrDefault(name, None))
                   where values.A != values.B
                   where !IsBelow(name, left, right)
                   select (name, Named(a, name, values.A), Named(b, name, values.B))];
    }

    /// <summary>A teacher that only one of them has, by its network.</summary>
    private static string Named(JsonElement recipe, string name, string value)
    {
        if (value != Whole) return value;
        foreach (var part in name.Split('.')) recipe = recipe.GetProperty(part);
        return recipe.TryGetProperty("model", out var model) && model.TryGetProperty("architecture", out var network)
            && recipe.TryGetProperty("resolution", out var side)
            ? $"{network} at {side}×{side}" : JsonSerializer.Serialize(recipe);
    }

    /// <summary>What only one of them has is named as a whole.</summary>
    private static bool IsBelow(string name, IReadOnlyDictionary<string, string> a,
        IReadOnlyDictionary<string, string> b)
    {
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
            if (a.ContainsKey(name[..dot]) != b.ContainsKey(name[..dot])) return true;
        return false;
    }

    /// <summary>
    /// Every setting of a recipe by its path, in the recipe's order, with a teacher's behind <c>teacher.</c>; losses
    /// are one setting.
    /// </summary>
    internal static IReadOnlyDictionary<string, string> Settings(JsonElement recipe)
    {
        var settings = new Dictionary<string, string>();
        Add("", recipe);
        return settings;

        void Add(string path, JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                settings[path] = path == "losses" || path.EndsWith(".losses", StringComparison.Ordinal)
                    ? Losses(value) : Text(value);
                return;
            }
            if (path != "") settings[path] = Whole;
            foreach (var member in value.EnumerateObject()) Add(path == ""
                ? member.Name : $"{path}.{member.Name}", member.Value);
        }

    }

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray()) : value.ToString();

    /// <summary><c>ce + 4 kd (temperature 2)</c></summary>
    private static string Losses(JsonElement losses) => losses.ValueKind != JsonValueKind.Array
        ? losses.ToString() : string.Join(" + ", losses.EnumerateArray().Select(term =>
    {
        if (term.ValueKind != JsonValueKind.Object) return term.ToString();
        var weight = term.TryGetProperty("weight", out var w) && w.ToString() != "1" ? $"{w} " : "";
        var options = term.TryGetProperty("options", out var o) && o.ValueKind == JsonValueKind.Object
            ? string.Join(", ", o.EnumerateObject().Select(x => $"{x.Name} {x.Value}")) : "";
        var loss = term.TryGetProperty("loss", out var name) ? name.ToString() : "?";
        return $"{weight}{loss}{(options == "" ? "" : $" ({options})")}";
    }));
}
