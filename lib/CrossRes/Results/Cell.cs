namespace CrossRes.Results;

/// <summary>
/// One entry of a table. A number is measured here, copied from a source, or absent because nothing ran: there is no
/// fourth way to get a number into a table.
/// </summary>
public abstract record Cell
{
    private Cell()
    {
    }

    /// <summary>Words.</summary>
    public sealed record Text(string Value) : Cell;

    /// <summary>What runs of this program gave, one value per seed.</summary>
    public sealed record Measured : Cell
    {
        /// <exception cref="ArgumentException">There is no value, or one that is not finite.</exception>
        public Measured(params IReadOnlyList<double> values)
        {
            if (values.Count == 0 || !values.All(double.IsFinite))
                throw new ArgumentException("A measured cell needs at least one value, all finite.", nameof(values));
            Values = values;
        }

        public IReadOnlyList<double> Values { get; }
    }

    /// <summary>A number that someone else published.</summary>
    /// <param name="Value">In the column's unit.</param>
    /// <param name="Source">Where it stands, e.g. <c>HORKD, Table 1</c>.</param>
    public sealed record Copied(double Value, string Source) : Cell;

    /// <summary>Nothing ran.</summary>
    public sealed record NotRun : Cell;

    /// <summary>The values of the runs, or <see cref="NotRun"/> when there is none.</summary>
    public static Cell Of(IReadOnlyList<double> values) => values.Count == 0 ? new NotRun() : new Measured(values);
}
