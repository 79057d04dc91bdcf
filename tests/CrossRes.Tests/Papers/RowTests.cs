using CrossRes.Experiments;
using CrossRes.Papers;
using Xunit;

namespace CrossRes.Tests.Papers;

/// <summary>
/// Key, role, input, label and printed number of every row are pinned: records, commands and notebooks name rows by key.
/// CROSSRES_WRITE_ROWS=FILE writes the present ones, for a change that is meant.
/// </summary>
public class RowTests
{
    [Fact]
    public void Rows_are_called_what_they_were_called()
    {
        string[] now = [.. from experiment in Catalogue.All
                           from row in experiment.Rows.Concat(experiment.Pretraining)
                           select string.Join(" | ", experiment.Key, row.Key, row.Role.Text(), row.Input, row.Label, row.Published is { } p ? FormattableString.Invariant($"{p.Value}") : "-")];
        if (Environment.GetEnvironmentVariable("CROSSRES_WRITE_ROWS") is { Length: > 0 } file) File.WriteAllLines(file, now);
        using var stream = typeof(RowTests).Assembly.GetManifestResourceStream("rows.txt")!;
        using var reader = new StreamReader(stream);
        Assert.Equal(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries), now);
    }
}
