using CrossRes.Results;
using Repro.Tests.Commands;
using Repro.Tests.Jobs;
using Xunit;

[assembly: AssemblyFixture(typeof(Undisturbed))]

namespace Repro.Tests.Jobs;

/// <summary>What comes out where nothing happens, made once for all tests that need it.</summary>
public sealed class Undisturbed : IDisposable
{
    internal static readonly string[] TinyRows = ["kd-16-v", "our-16-v", "alone-16-v"], LaptopRows = ["kd-16-v", "alone-16-v"];

    private readonly Lazy<SyntheticData> data = new();
    private readonly Lazy<Dictionary<string, RunRecord>> tiny, laptop;

    public Undisturbed()
    {
        tiny = new(() => After([.. TinyRows.Select(row => (string[])["train", row, .. Options("tiny")])], count: 5)); // with teacher and assistant
        laptop = new(() => After([[.. Run("laptop", LaptopRows), "--jobs", "1"]], count: 3));
    }

    /// <summary>Of each row trained alone, its stages before it.</summary>
    internal Dictionary<string, RunRecord> Tiny => tiny.Value;

    internal Dictionary<string, RunRecord> Laptop => laptop.Value;

    internal string[] Run(string scale, string[] rows) => ["run", "table1", "--rows", .. rows, .. Options(scale)];

    internal string[] Options(string scale) => ["--scale", scale, "--data", data.Value.Folder];

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

    public void Dispose()
    {
        if (data.IsValueCreated) data.Value.Dispose();
    }

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
