using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>Points that no line joins; those of several traces stand side by side above a category.</summary>
public sealed record Scatter(string Name, Series X, Series Y) : PointTrace(Name, X, Y)
{
    internal override JsonObject ToJson(int index)
    {
        var trace = base.ToJson(index);
        trace["type"] = "scatter";
        trace["mode"] = "markers";
        trace["marker"] = Look.Marker(index);
        return trace;
    }

    internal override void Adjust(JsonObject layout) => layout["scattermode"] = "group"; // side by side above a category
}
