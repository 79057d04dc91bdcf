using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>Bars from zero; those of several traces stand side by side.</summary>
public sealed record Bar(string Name, Series X, Series Y) : PointTrace(Name, X, Y)
{
    internal override JsonObject ToJson(int index)
    {
        var trace = base.ToJson(index);
        trace["type"] = "bar";
        trace["marker"] = new JsonObject { ["color"] = Look.Color(index) };
        return trace;
    }

    internal override void Adjust(JsonObject layout) => layout["barmode"] = "group";
}
