using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>Straight lines between pairs of points.</summary>
public sealed record Segments(string Name, IReadOnlyList<((double X, double Y) From, (double X, double Y) To)> Pairs) : Trace(Name)
{
    /// <summary>Drawn thin and gray, behind what matters.</summary>
    public bool Faint { get; init; }

    internal override string Summary => $"{Pairs.Count} lines";

    internal override JsonObject ToJson(int index)
    {
        Series Along(Func<(double X, double Y), double> axis) => Pairs.SelectMany(p => (double[])[axis(p.From), axis(p.To), double.NaN]).ToArray();
        return new JsonObject
        {
            ["type"] = "scatter", ["mode"] = "lines", ["name"] = Name, ["line"] = Faint ? Look.FaintLine : Look.Line(index),
            ["x"] = Along(p => p.X).ToJson(), ["y"] = Along(p => p.Y).ToJson(), ["hoverinfo"] = "skip",
        };
    }
}
