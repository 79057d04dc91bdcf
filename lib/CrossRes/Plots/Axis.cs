using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>One axis of a <see cref="Figure"/>.</summary>
/// <param name="Title">What is measured, with its unit: <c>input side, px</c>.</param>
public sealed record Axis(string Title)
{
    /// <summary>Logarithmic instead of linear.</summary>
    public bool Log { get; init; }

    /// <summary>Neither line nor ticks: positions mean nothing.</summary>
    public bool Hidden { get; init; }

    /// <summary>Ends of the axis in data units; null: as the data need.</summary>
    public (double Low, double High)? Range { get; init; }

    /// <summary>Where ticks are; null: chosen by Plotly.</summary>
    public Series? Ticks { get; init; }

    internal JsonObject ToJson()
    {
        var axis = Look.Axis();
        axis["title"] = new JsonObject { ["text"] = Title };
        if (Log)
            axis["type"] = "log";
        if (Hidden)
            axis["visible"] = false;
        if (Range is var (low, high))
            axis["range"] = new JsonArray(End(low), End(high));
        if (Ticks is not null)
        {
            axis["tickmode"] = "array";
            axis["tickvals"] = Ticks.ToJson();
            axis["ticktext"] = new JsonArray([.. Enumerable.Range(0, Ticks.Count).Select(i => JsonValue.Create(Ticks.TextAt(i)))]);
        }
        return axis;
    }

    // Plotly takes the exponents of ten on a logarithmic axis.
    private double End(double value) => Log ? Math.Log10(value) : value;
}
