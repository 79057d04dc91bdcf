using CrossRes.Experiments;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Jobs;
using Spectre.Console;

namespace Repro.Commands;

/// <summary>A run of a plan that several tables may share.</summary>
/// <param name="Id">Its recipe, seed and data: the same for every table that asks for it.</param>
/// <param name="Seconds">Of one core.</param>
/// <param name="After">Ids of the runs that must be done before.</param>
internal sealed record ForetoldRun(string Id, double Seconds, IReadOnlyList<string> After)
{
    internal static IReadOnlyList<ForetoldRun> Of(Laboratory laboratory, IReadOnlyList<PlannedStep> missing,
        Dictionary<PlannedStep, double> costs) =>
    [
        .. missing.Select(step => new ForetoldRun(laboratory.RunId(step.Row, step.Seed), costs[step],
        [
            .. laboratory.Stages(step.Row, step.Seed).SkipLast(1)
                .Select(stage => laboratory.RunId(stage.Row, stage.Seed)),
        ])),
    ];

    /// <summary>Says how long several tables take together.</summary>
    internal static void TellTotal(IAnsiConsole console, IReadOnlyList<ForetoldRun> all, int? jobs)
    {
        var runs = all.DistinctBy(run => run.Id).Select(run => new PlannedRun(run.Id, run.Seconds)
        {
            After = run.After,
        }).ToList();
        var count = jobs ?? Machine.Jobs(TorchSharp.torch.CPU);
        console.WriteLine($"All together: {runs.Count} runs, {Duration.Text(runs.Sum(run => run.Cost))} of one core, "
            + $"about {Duration.Text(Schedule.Length(runs, count))} with {count} at once");
    }
}
