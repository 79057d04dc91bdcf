namespace CrossRes.Results;

/// <summary>What a column's numbers are.</summary>
public enum Unit
{
    /// <summary>No numbers.</summary>
    Text,

    /// <summary>0 to 100, shown with two decimals and, when measured, with spread and count.</summary>
    Percent,

    /// <summary>A difference of percentages, shown with its sign, as a mean.</summary>
    Points,

    /// <summary>A duration in seconds, shown as a mean in hours, minutes, seconds.</summary>
    Seconds,

    /// <summary>Anything else, shown with four significant digits, as a mean.</summary>
    Number,
}

/// <summary>A table's column.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Unit">Of its numbers.</param>
public sealed record Column(string Title, Unit Unit = Unit.Text);
