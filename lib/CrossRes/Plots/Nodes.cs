using System.Globalization;
using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>Named points whose colour is a value, such as the corners of a lattice.</summary>
/// <param name="Name">What the values are, with their unit; the title of the colour bar.</param>
/// <param name="Points">Where, what it is called, and its value.</param>
public sealed record Nodes(string Name, IReadOnlyList<((double X, double Y) At, string Label, double Value)> Points) : Trace(Name)
{
    internal override string Summary =>
        string.Join(", ", Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Label}: {p.Value:0.##}")));

    internal override JsonObject ToJson(int index)
    {
        Series Of(Func<((double X, double Y) At, string Label, double Value), double> value) => Points.Select(value).ToArray();
        Series labels = Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Label}<br>{p.Value:0.0}")).ToArray();
        return new JsonObject
        {
            ["type"] = "scatter", ["mode"] = "markers+text", ["name"] = Name, ["showlegend"] = false,
            ["x"] = Of(p => p.At.X).ToJson(), ["y"] = Of(p => p.At.Y).ToJson(),
            ["text"] = labels.ToJson(), ["textposition"] = "middle right", ["hoverinfo"] = "text",
            ["marker"] = new JsonObject
            {
                ["size"] = 22, ["color"] = Of(p => p.Value).ToJson(), ["colorscale"] = "Viridis",
                ["line"] = new JsonObject { ["color"] = "#FFFFFF", ["width"] = 2 },
                ["colorbar"] = new JsonObject { ["title"] = new JsonObject { ["text"] = Name, ["side"] = "right" }, ["y"] = 0.4, ["len"] = 0.8 },
            },
        };
    }
}
