using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>How often values fall into bins of equal width; those of several traces lie over each other.</summary>
public sealed record Histogram(string Name, Series Values) : Trace(Name)
{
    /// <summary>The most bins to use; 0: Plotly's choice.</summary>
    public int Bins { get; init; }

    internal override string Summary => $"{Values.Count} values";

    internal override JsonObject ToJson(int index) => new()
    {
        ["type"] = "histogram", ["name"] = Name, ["x"] = Values.ToJson(), ["nbinsx"] = Bins, ["opacity"] = 0.6,
        ["marker"] = new JsonObject { ["color"] = Look.Color(index) },
    };

    internal override void Adjust(JsonObject layout) => layout["barmode"] = "overlay";
}
