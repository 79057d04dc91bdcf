using System.Globalization;

namespace CrossRes.Results;

/// <summary>How a cell reads.</summary>
internal static class CellText
{
    public const string NotRun = "not run";

    public static string Of(Cell cell, Unit unit, IReadOnlyList<string> sources) => cell switch
    {
        Cell.Text text => text.Value,
        Cell.Measured measured when unit == Unit.Percent => Spread(measured.Values),
        Cell.Measured measured => Number(Statistics.Mean(measured.Values), unit),
        Cell.Copied copied => $"{Number(copied.Value, unit)} [{sources.ToList().IndexOf(copied.Source) + 1}]",
        _ => NotRun,
    };

    private static string Spread(IReadOnlyList<double> values)
    {
        var mean = Number(Statistics.Mean(values), Unit.Percent);
        return values.Count == 1
            ? $"{mean} (n=1)"
            : $"{mean} ± {Number(Statistics.SampleStd(values), Unit.Percent)} (n={values.Count})";
    }

    private static string Number(double value, Unit unit) => unit switch
    {
        Unit.Percent => value.ToString("0.00", CultureInfo.InvariantCulture),
        Unit.Points => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture),
        Unit.Seconds => Duration.Text(value),
        _ => value.ToString("G4", CultureInfo.InvariantCulture),
    };
}
