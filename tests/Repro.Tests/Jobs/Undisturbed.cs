using CrossRes.Data.StandIns;
using CrossRes.Results;
using Repro.Tests.Jobs;
using Xunit;

[assembly: AssemblyFixture(typeof(Undisturbed))]

namespace Repro.Tests.Jobs;

/// <summary>What comes out where nothing happens, made once for all tests that need it.</summary>
public sealed class Undisturbed : IDisposable
{
    internal const string Teacher = "teacher-vgg13", Student = "kd-vgg13-vgg8";

    private static readonly string[] TinyRows = ["kd-16-v", "our-16-v", "alone-16-v"];

    private readonly TempFolder home = new();
    private readonly Lazy<string> images;
    private readonly Lazy<Dictionary<string, RunRecord>> tinyRecords, longRecords;

    public Undisturbed()
    {
        images = new(() =>
        {
            SyntheticCifar100.Write(home["images"], new SyntheticOptions(1, 4, 2));
            return home["images"];
        });
        // of each row trained alone, its stages before it: with teacher and assistant
        tinyRecords = new(() => After([.. TinyRows.Select(row => (string[])["train", row, .. Options("tiny")])], count: 5));
        longRecords = new(() => After([[.. Long, "--jobs", "1"]], count: 3));
    }

    /// <summary>Rows of Table 1 and the stages before them, five runs of two epochs.</summary>
    internal string[] Tiny => ["run", "table1", "--rows", .. TinyRows, .. Options("tiny")];

    /// <summary>
    /// A teacher, its student and a network without: of 36 and 14 epochs, so that a test can meet them in the middle. The
    /// cheapest teacher that there is at this scale.
    /// </summary>
    internal string[] Long => ["run", "crrcd-table1", "--rows", Student, "alone-vgg8", .. Options("laptop")];

    internal Dictionary<string, RunRecord> TinyRecords => tinyRecords.Value;

    internal Dictionary<string, RunRecord> LongRecords => longRecords.Value;

    internal string[] Options(string scale) => ["--scale", scale, "--data", images.Value];

    internal static Dictionary<string, RunRecord> Records(Checkout checkout) => checkout.Files
        .Where(file => file.StartsWith("results") && RunStore.IsRecord(file)).ToDictionary(file => file, file => RecordFile.Read(checkout[file]));

    /// <summary>The same runs with the same numbers.</summary>
    internal static void Same(Dictionary<string, RunRecord> expected, Checkout checkout)
    {
        var found = Records(checkout);
        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        foreach (var (name, record) in expected)
            Assert.True(RecordComparison.FirstDifference(record, found[name]) is null, $"{name}: {RecordComparison.FirstDifference(record, found[name])}");
    }

    public void Dispose() => home.Dispose();

    private static Dictionary<string, RunRecord> After(string[][] commands, int count)
    {
        using var checkout = new Checkout();
        foreach (var command in commands)
        {
            var (code, _, error) = checkout.Repro(command);
            Assert.Equal((0, ""), (code, error));
        }
        var records = Records(checkout);
        Assert.Equal(count, records.Count);
        return records;
    }
}
