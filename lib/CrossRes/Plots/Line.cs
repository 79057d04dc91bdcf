using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>Points joined by a line in the order given.</summary>
public sealed record Line(string Name, Series X, Series Y) : PointTrace(Name, X, Y)
{
    internal override JsonObject ToJson(int index)
    {
        var trace = base.ToJson(index);
        trace["type"] = "scatter";
        trace["mode"] = "lines+markers";
        trace["line"] = Look.Line(index);
        trace["marker"] = Look.Marker(index);
        return trace;
    }
}
