using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>Points joined by a line in the order given.</summary>
public sealed record Line(string Name, Series X, Series Y) : PointTrace(Name, X, Y)
{
    /// <summary>Whether each point has a marker.</summary>
    public bool Markers { get; init; } = true;

    internal override JsonObject ToJson(int index)
    {
        var trace = base.ToJson(index);
        trace["type"] = "scatter";
        trace["mode"] = Markers ? "lines+markers" : "lines";
        trace["line"] = Look.Line(index);
        trace["marker"] = Look.Marker(index);
        return trace;
    }
}
