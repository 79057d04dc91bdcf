using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>A matrix as colours, first row on top; small ones show their numbers too.</summary>
/// <param name="Name">What the values are, with their unit; the title of the colour bar.</param>
/// <param name="X">Column labels.</param>
/// <param name="Y">Row labels.</param>
/// <param name="Values">Values, [rows, columns].</param>
public sealed record Heatmap(string Name, Series X, Series Y, double[,] Values) : Trace(Name)
{
    private const int CellsWithNumbers = 200;

    /// <summary>Values, [rows, columns].</summary>
    public double[,] Values { get; } = Values.GetLength(0) == Y.Count && Values.GetLength(1) == X.Count ? Values
        : throw new ArgumentException($"{Name}: {Values.GetLength(0)} × {Values.GetLength(1)} values "
            + $"for {Y.Count} row labels and {X.Count} column labels");

    internal override string Summary => $"{Y.Count} × {X.Count} values";

    internal override JsonObject ToJson(int index)
    {
        var trace = new JsonObject
        {
            ["type"] = "heatmap", ["name"] = Name, ["x"] = X.ToJson(), ["y"] = Y.ToJson(),
            ["z"] = new JsonArray([.. Enumerable.Range(0, Y.Count).Select(Row)]),
            ["colorscale"] = "Viridis",
            ["colorbar"] = new JsonObject { ["title"] = new JsonObject { ["text"] = Name, ["side"] = "right" } },
        };
        if (Values.Length <= CellsWithNumbers)
            trace["texttemplate"] = "%{z:.3~g}";
        return trace;
    }

    internal override void Adjust(JsonObject layout) => layout["yaxis"]!["autorange"] = "reversed";

    private JsonArray Row(int row)
    {
        Series values = Enumerable.Range(0, X.Count).Select(column => Values[row, column]).ToArray();
        return values.ToJson();
    }
}
