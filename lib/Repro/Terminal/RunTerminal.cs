using Repro.Jobs;
using Spectre.Console;

namespace Repro.Terminal;

/// <summary>Shows a plan's progress while it is worked off.</summary>
public static class RunTerminal
{
    /// <summary>Runs <paramref name="work"/> under live bars in a terminal, with plain lines elsewhere.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="plan">The runs to come, each label once.</param>
    /// <param name="jobs">How many are worked on at once.</param>
    /// <param name="work">Trains, telling the progress that it is given.</param>
    public static void Watch(IAnsiConsole console, IReadOnlyList<PlannedRun> plan, int jobs,
        Action<IPlanProgress> work)
    {
        var time = TimeProvider.System;
        if (console.Profile.Out.IsTerminal && console.Profile.Capabilities.Interactive)
            console.Progress().HideCompleted(true).Columns(LiveProgress.Columns)
                .Start(context => work(new LiveProgress(console, context, plan, time, jobs)));
        else
            work(new PlainProgress(console.Profile.Out.Writer, plan, time, jobs));
    }
}
