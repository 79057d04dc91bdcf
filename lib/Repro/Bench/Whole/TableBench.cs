using System.Diagnostics;
using System.IO.Enumeration;
using CrossRes.Experiments;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Commands;

namespace Repro.Bench.Whole;

/// <summary>
/// A table as a user waits for it: <c>repro run</c> from nothing, beside the peer's one run after the other on all
/// cores.
/// </summary>
/// <param name="part">Its name on the page.</param>
/// <param name="experiment">The table.</param>
/// <param name="rows">Some of its rows; the stages before them are trained too.</param>
internal sealed class TableBench(string part, Experiment experiment, IReadOnlyList<Row> rows)
{
    /// <summary>The rows of Table 1 that are asked for and that the scale plans.</summary>
    internal static TableBench Table1(BenchRequest request) => new("Table 1", HorkdTable1.Experiment,
        [.. Asked(HorkdTable1.Experiment, request).Where(row => row.Seeds(request.Scale) > 0)]);

    /// <summary>All sets of HORKD's orders at published weights, or those that are asked for.</summary>
    internal static TableBench OrderSweep(BenchRequest request)
    {
        var figure = HorkdFigure4.On("cifar100");
        var sets = HorkdFigure4.Sweep(HorkdFigure4.Student("cifar100"));
        var keys = Weighting.Published.Subsets.Select(set => sets.Key(Weighting.Published, set)).ToHashSet();
        return new("Order sweep", figure, [.. Asked(figure, request).Where(row => keys.Contains(row.Key))]);
    }

    /// <summary>
    /// Adds to a page what is measured, and what each row's network came to here and with the peer, for whoever doubts.
    /// </summary>
    /// <exception cref="MissingToolException">No row fits, or the two sides did not train the same.</exception>
    internal BenchReport Measure(BenchReport report, BenchRequest request, Peer peer, TextWriter output,
        CancellationToken cancel)
    {
        if (rows.Count == 0) throw new MissingToolException($"--rows: none of {experiment.Key} fits");
        var (here, beside) = (new List<double>(), new List<double>());
        IReadOnlyList<RunRecord> records = [];
        Dictionary<string, double> theirs = [];
        for (var round = 1; round <= request.Rounds; round++)
        {
            using var room = new BenchRoom();
            IReadOnlyList<PlannedStep> plan;
            using (var laboratory = room.Open(experiment, request.Scale, request.Data))
                plan = laboratory.Plan(experiment.Planned(rows, request.Scale, request.Seeds, byName: true));
            here.Add(Here(request, room, cancel));
            output.WriteLine($"round {round}: {plan.Count} runs here in {Duration.Text(here[^1])}");
            var told = peer.Run("table", new
            {
                data = request.Data, threads = Environment.ProcessorCount,
                runs = BenchRoom.ForPeer(plan, request.Scale),
            }, cancel);
            beside.Add(told[^1].GetProperty("seconds").GetDouble());
            output.WriteLine($"round {round}: {plan.Count} runs with the peer in {Duration.Text(beside[^1])}");
            records = new RunStore(Path.Combine(room.Folder, "results")).List();
            theirs = told.SkipLast(1).ToDictionary(run => run.GetProperty("label").GetString()!,
                run => run.GetProperty("accuracy").GetDouble());
            if (records.Count != theirs.Count)
                throw new MissingToolException($"{records.Count} runs here and {theirs.Count} with the peer");
        }
        var what = $"{request.Scale.Name} scale, {records.Count} runs ({rows.Count} rows, "
            + $"{request.Seeds} seeds)";
        return report.With(part, [new(part, what, here, beside)],
            [$"PyTorch {peer.Version}", .. rows.Select(row => Scores(row, records, theirs))]);
    }

    /// <summary>Seconds of <c>repro run</c> in a folder where nothing is stored.</summary>
    /// <param name="jobs">How many runs at once; null: the program's choice.</param>
    internal double Here(BenchRequest request, BenchRoom room, CancellationToken cancel, int? jobs = null)
    {
        File.WriteAllText(Path.Combine(room.Folder, "Repro.sln"), ""); // a checkout of its own
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "repro.dll"), "run",
            experiment.Key, "--rows", .. rows.Select(row => row.Key), "--seeds", $"{request.Seeds}",
            "--scale", request.Scale.Name, "--data", request.Data, "--device", "cpu",
            .. jobs is null ? Array.Empty<string>() : ["--jobs", $"{jobs}"]])
        {
            WorkingDirectory = room.Folder, RedirectStandardOutput = true,
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        using var stop = cancel.Register(() => process.Kill(entireProcessTree: true));
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancel.ThrowIfCancellationRequested();
        return process.ExitCode == 0 ? clock.Elapsed.TotalSeconds
            : throw new MissingToolException($"repro run failed with exit code {process.ExitCode}");
    }

    private static IEnumerable<Row> Asked(Experiment experiment, BenchRequest request) =>
        experiment.Trainable.Where(row =>
            request.Rows.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, row.Key)));

    private static string Scores(Row row, IReadOnlyList<RunRecord> records, Dictionary<string, double> theirs)
    {
        var here = records.Where(record => record.Row == row.Key).Select(record => record.Result.Last);
        var beside = theirs.Where(run => run.Key.StartsWith($"{row.Key} seed ", StringComparison.Ordinal))
            .Select(run => run.Value);
        return FormattableString.Invariant(
            $"{row.Key}: {here.Average():0.00} % here, {beside.Average():0.00} % beside it");
    }
}
