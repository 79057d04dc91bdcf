using System.Text.Json.Nodes;

namespace CrossRes.Plots;

/// <summary>One data series of a <see cref="Figure"/>.</summary>
/// <param name="Name">Its name in the legend.</param>
public abstract record Trace(string Name)
{
    /// <summary>Plotly's trace; <paramref name="index"/> chooses colour, marker and dash.</summary>
    internal abstract JsonObject ToJson(int index);

    /// <summary>The data in one line of text.</summary>
    internal abstract string Summary { get; }

    /// <summary>What the trace asks of the figure's layout.</summary>
    internal virtual void Adjust(JsonObject layout)
    {
    }
}

/// <summary>Points with y over x, each with an optional error bar.</summary>
public abstract record PointTrace(string Name, Series X, Series Y) : Trace(Name)
{
    private readonly Series? error;

    /// <summary>Values, one for each of <see cref="X"/>.</summary>
    public Series Y { get; } = Y.AlignedWith(X, Name);

    /// <summary>Half length of the error bars in units of y, such as one standard deviation; null: none.</summary>
    public Series? Error
    {
        get => error;
        init => error = value?.AlignedWith(X, Name);
    }

    internal override string Summary => string.Join(", ", Enumerable.Range(0, X.Count).Select(i =>
        $"{X.TextAt(i)}: {Y.TextAt(i)}{(Error is null ? "" : $" ± {Error.TextAt(i)}")}"));

    internal override JsonObject ToJson(int index)
    {
        var trace = new JsonObject { ["name"] = Name, ["x"] = X.ToJson(), ["y"] = Y.ToJson() };
        if (Error is not null)
            trace["error_y"] = Look.ErrorBar(Error);
        return trace;
    }
}
