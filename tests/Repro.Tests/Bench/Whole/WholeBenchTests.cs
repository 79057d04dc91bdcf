using System.Diagnostics;
using CrossRes.Experiments;
using CrossRes.Papers;
using Repro.Bench.Whole;
using Repro.Tests.Commands;
using Xunit;

namespace Repro.Tests.Bench.Whole;

/// <summary>The benchmark's arithmetic, and a short version of it beside the peer.</summary>
public sealed class WholeBenchTests(SyntheticData data) : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly Checkout checkout = new();

    public void Dispose() => checkout.Dispose();

    [Fact]
    public void An_exponent_is_the_slope_of_the_logarithms()
    {
        Assert.Equal(3, new Growth("cube", "n", [2, 4, 8], [8, 64, 512], "3").Exponent(), 12);
        Assert.Equal(0, new Growth("constant", "n", [1, 10, 100], [5, 5, 5], "0").Exponent(), 12);
    }

    [Fact]
    public void A_ratio_is_of_one_round()
    {
        var one = new Measurement("part", "what", [2, 1, 4], [4, 4, 4]);
        Assert.Equal([2, 4, 1], one.Ratios);
        Assert.Equal("2.00 (1.00 to 4.00)", Measurement.Spread(one.Ratios, ratio => FormattableString.Invariant($"{ratio:0.00}")));
        Assert.Equal(2.5, Measurement.Median([4, 1, 3, 2]));
        Assert.Equal(["500 µs", "5.00 ms", "50.0 ms", "5.0 s", "2 h 00 min"], new[] { 0.0005, 0.005, 0.05, 5, 7200 }.Select(Measurement.Seconds));
    }

    [Fact]
    public void A_part_measured_anew_replaces_the_old_one_and_no_other()
    {
        var old = BenchReport.Empty("m").With("a", [new("a", "x", [1], [])], ["note"]).With("b", [new("b", "y", [2], [])]);
        old.Write(checkout["bench"]);
        var read = BenchReport.Read(checkout["bench"], "m").With("a", [new("a", "z", [3], [])]);
        Assert.Equal(["y", "z"], read.Measurements.Select(one => one.What));
        Assert.Empty(read.Notes);
        Assert.Empty(BenchReport.Read(checkout["bench"], "another machine").Measurements);
    }

    [Fact]
    public void Tables_are_estimated_with_what_they_share_counted_once()
    {
        var table = Catalogue.Named("table1");
        var lines = PaperEstimate.Lines([table, table]);
        Assert.Equal(4, lines.Count);
        Assert.StartsWith("table1: 125 runs, ", lines[1]);
        Assert.Matches(@"^All, what tables share counted once: 125 runs, \d+ GPU hours\. on 1 GPU .*, on 8 GPUs .*, on 64 GPUs ", lines[^1]);
    }

    [Fact]
    public void Every_set_of_a_table_has_its_number_of_images() => Assert.All(
        Catalogue.All.SelectMany(table => table.AllTrainable).Where(row => !row.NeedsWeights).Select(row => row.Recipe!(Scale.Paper).Images.Set).Distinct(),
        set => Assert.Contains(set, PaperEstimate.Images.Keys));

    [Fact]
    public void Rows_of_Table_1_and_sets_of_orders_are_trained_here_and_by_the_peer()
    {
        Assert.SkipUnless(HasTorch(), $"{Python} has no torch: Debian has it in python3-torch");
        string[] rows = ["alone-16-v", "fitnet-16-v", "our-16-v", "orders-1-published", "orders-3-active"];
        var (code, output, error) = checkout.Repro(["bench", "--parts", "table", "orders", "--scale", "tiny", "--rows", .. rows, "--seeds", "1", "--rounds", "1",
            "--data", data.Folder, "--output", checkout["page"]]);
        Assert.Equal(("", 0), (error, code));
        Assert.Matches(@"Table 1: tiny scale, 5 runs \(3 rows, 1 seeds\) +\d.* +\d.* +\d+\.\d\d", output);
        Assert.Matches(@"Order sweep: tiny scale, 2 runs \(1 rows, 1 seeds\) +\d.* +\d.* +\d+\.\d\d", output); // active weights are no part of it
        Assert.All(rows[..^1], row => Assert.Matches($@"\* {row}: \d+\.\d\d % here, \d+\.\d\d % beside it", output));
        Assert.Contains("Table 1: tiny scale, 5 runs", File.ReadAllText(checkout["page/bench.md"]));
        Assert.DoesNotContain(checkout.Files, file => file.StartsWith("results"));
    }

    [Fact]
    public void The_parts_of_a_step_and_of_an_epoch_add_up_to_the_whole()
    {
        var (profiles, calls) = ProfileBench.Run(new(Scale.Tiny, data.Folder, null, [], 1, 1, Small: true), TextWriter.Null, TestContext.Current.CancellationToken);
        Assert.Equal(2, profiles.Count);
        Assert.Single(calls);
        Assert.All(profiles, profile =>
        {
            Assert.All(profile.Parts, part => Assert.True(part.Seconds > 0, part.Name));
            Assert.Equal(profile.Whole, profile.Parts.Sum(part => part.Seconds) + profile.Rest, 1e-12);
            Assert.True(profile.Rest >= -1e-12, $"parts of {profile.What} are counted twice");
            Assert.All(profile.Parts.Where(part => part.Inside.Count > 0), part => Assert.Equal(part.Seconds, part.Inside.Sum(one => one.Seconds), 1e-12));
        });
        Assert.Equal(["batch", "forward", "teacher's answers", "losses", "backward", "optimizer", "record", "schedule, progress, release of tensors"],
            profiles[0].Parts.Select(part => part.Name));
        Assert.Subset(profiles[0].Parts.Single(part => part.Name == "losses").Inside.Select(one => one.Name).ToHashSet(),
            new HashSet<string> { "ce", "horkd.1", "horkd.2", "horkd.3", "horkd.C" });
        var report = BenchReport.Empty("m") with { Profiles = profiles };
        report.Write(checkout["bench"]);
        Assert.Equal(profiles[0].Parts.Select(part => part.Seconds), BenchReport.Read(checkout["bench"], "m").Profiles[0].Parts.Select(part => part.Seconds));
        Assert.Contains("| forward: 20 convolutions |", File.ReadAllText(checkout["bench/bench.md"]));
    }

    private static bool HasTorch()
    {
        if (!File.Exists(Python)) return false;
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import importlib.util as u; exit(u.find_spec('torch') is None)"]))!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
