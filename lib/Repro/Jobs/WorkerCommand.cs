using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Training;
using Repro.Commands;
using Repro.Slurm;

namespace Repro.Jobs;

/// <summary>
/// <c>repro worker</c>, which the program starts itself: trains the runs that it is told on its standard input, and
/// ends when that is closed, as it is when whoever started it is gone. Or, as the task of a queue, one run.
/// </summary>
internal static class WorkerCommand
{
    internal const string Name = "worker", Table = "--table";

    private static readonly TimeSpan Rarely = TimeSpan.FromMinutes(1);

    internal static Command Create(Workspace workspace)
    {
        Option<string> table = new(Table) { Description = "the table of the rows", Required = true };
        Option<string?> run = new("--run") { Description = "only this: a row and a seed" };
        Option<string?> events = new("--events") { Description = "the file that is told of it" };
        var options = new RunOptions();
        Command command = new(Name, "Train the runs that standard input names, a row and a seed on each line")
        {
            table, run, events,
        };
        command.Hidden = true;
        options.AddTo(command);
        // a Ctrl-C reaches every process of a terminal: the parent hears it and closes the input
        command.SetAction((arguments, cancel) =>
        {
            var (request, key) = (options.Read(arguments), arguments.GetValue(table)!);
            if (arguments.GetValue(run) is { } one)
                return Task.FromResult(Alone(workspace, key, request, one, arguments.GetValue(events)!, cancel));
            Work(workspace, key, request);
            return Task.FromResult(0);
        });
        return command;
    }

    /// <summary>A queue's task, which shares folders with those on other machines.</summary>
    private static int Alone(Workspace workspace, string table, RunRequest request, string run, string events,
        CancellationToken cancel)
    {
        using var output = PlanFolder.AppendTo(events);
        var progress = new EventProgress(output, TimeProvider.System, Rarely);
        // answers of a teacher that one machine wrote into a map of a file, another might read before they are there
        using var laboratory = request.Open(workspace, Named(table), remembers: false);
        try
        {
            return Train(laboratory, Assignments.Parse(run), progress, cancel) ? 0 : Failures.Failed;
        }
        catch (OperationCanceledException)
        {
            return progress.HasEpoch ? BatchScript.StoppedFurther : BatchScript.StoppedAtOnce;
        }
    }

    private static void Work(Workspace workspace, string table, RunRequest request)
    {
        var assignments = new Assignments(new StreamReader(Console.OpenStandardInput()));
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        Console.SetOut(Console.Error); // what else is printed is no event
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            assignments.Stop();
        });
        try
        {
            Train(workspace, table, request, assignments, new EventProgress(output, TimeProvider.System));
        }
        catch (OperationCanceledException) when (assignments.AreOver)
        {
            // as told
        }
    }

    private static void Train(Workspace workspace, string table, RunRequest request, Assignments assignments,
        EventProgress progress)
    {
        using var laboratory = request.Open(workspace, Named(table));
        laboratory.RequirePlaces(_ => { }); // whoever started this has said it
        progress.Send(new WorkerEvent.Ready());
        foreach (var run in assignments.Read()) Train(laboratory, run, progress, assignments.Stopped);
    }

    /// <returns>Whether it is trained.</returns>
    private static bool Train(Laboratory laboratory, (string Row, long Seed) run, EventProgress progress,
        CancellationToken stop)
    {
        try
        {
            var row = laboratory.Experiment.AllTrainable.First(r => r.Key == run.Row);
            laboratory.Run(new PlannedStep(row, run.Seed, null), progress, stop);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            progress.Send(new WorkerEvent.Failed(Failures.Reason(e)));
            return false;
        }
    }

    private static Experiment Named(string table) => Catalogue.Find(table) ?? Catalogue.Named(table);
}
