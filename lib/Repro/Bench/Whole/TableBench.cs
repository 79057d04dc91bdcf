using System.Diagnostics;
using System.IO.Enumeration;
using CrossRes.Experiments;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Commands;

namespace Repro.Bench.Whole;

/// <summary>
/// Table 1 as a user waits for it: <c>repro run</c> from nothing, beside the peer's one run after the other on all
/// cores.
/// </summary>
internal static class TableBench
{
    internal const string Part = "Table 1";

    /// <returns>The table, and what each row's network came to there and here, for whoever doubts.</returns>
    internal static (Measurement Table, IReadOnlyList<string> Scores) Run(BenchRequest request, Peer peer,
        TextWriter output, CancellationToken cancel)
    {
        var rows = HorkdTable1.Experiment.Trainable.Where(row =>
            request.Rows.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, row.Key))).ToList();
        var (here, beside) = (new List<double>(), new List<double>());
        IReadOnlyList<RunRecord> records = [];
        Dictionary<string, double> theirs = [];
        for (var round = 1; round <= request.Rounds; round++)
        {
            using var room = new BenchRoom();
            IReadOnlyList<PlannedStep> plan;
            using (var laboratory = room.Open(HorkdTable1.Experiment, request.Scale, request.Data))
                plan = laboratory.Plan(HorkdTable1.Experiment.Planned(rows, request.Scale, request.Seeds));
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
        }
        var what = $"{request.Scale.Name} scale, {records.Count} runs ({rows.Count} rows, "
            + $"{request.Seeds} seeds)";
        return (new(Part, what, here, beside), [.. rows.Select(row => Scores(row, records, theirs))]);
    }

    /// <summary>Seconds of <c>repro run</c> in a folder where nothing is stored.</summary>
    /// <param name="jobs">How many runs at once; null: the program's choice.</param>
    internal static double Here(BenchRequest request, BenchRoom room, CancellationToken cancel, int? jobs = null)
    {
        File.WriteAllText(Path.Combine(room.Folder, "Repro.sln"), ""); // a checkout of its own
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "repro.dll"), "run",
            HorkdTable1.Experiment.Key, "--rows", .. request.Rows, "--seeds", $"{request.Seeds}",
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

    private static string Scores(Row row, IReadOnlyList<RunRecord> records, Dictionary<string, double> theirs)
    {
        var here = records.Where(record => record.Row == row.Key).Select(record => record.Result.Last);
        var beside = theirs.Where(run => run.Key.StartsWith($"{row.Key} seed ", StringComparison.Ordinal))
            .Select(run => run.Value);
        return FormattableString.Invariant(
            $"{row.Key}: {here.Average():0.00} % here, {beside.Average():0.00} % beside it");
    }
}
