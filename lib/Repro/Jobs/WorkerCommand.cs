using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
using CrossRes.Papers;
using CrossRes.Training;
using Repro.Commands;

namespace Repro.Jobs;

/// <summary>
/// <c>repro worker</c>, which the program starts itself: trains the runs that it is told on its standard input, and
/// ends when that is closed, as it is when whoever started it is gone.
/// </summary>
internal static class WorkerCommand
{
    internal const string Name = "worker", Table = "--table";

    internal static Command Create(Workspace workspace)
    {
        Option<string> table = new(Table) { Description = "the table of the rows", Required = true };
        var options = new RunOptions();
        Command command = new(Name, "Train the runs that standard input names, a row and a seed on each line")
        {
            table,
        };
        command.Hidden = true;
        options.AddTo(command);
        // a Ctrl-C reaches every process of a terminal: the parent hears it and closes the input
        command.SetAction((arguments, _) =>
        {
            Work(workspace, arguments.GetValue(table)!, options.Read(arguments));
            return Task.FromResult(0);
        });
        return command;
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
        using var laboratory = request.Open(workspace, Catalogue.Find(table) ?? Catalogue.Named(table));
        laboratory.RequirePlaces(_ => { }); // whoever started this has said it
        progress.Send(new WorkerEvent.Ready());
        foreach (var (row, seed) in assignments.Read())
        {
            try
            {
                var step = new PlannedStep(laboratory.Experiment.AllTrainable.First(r => r.Key == row), seed, null);
                laboratory.Run(step, progress, assignments.Stopped);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                progress.Send(new WorkerEvent.Failed(Failures.Reason(e)));
            }
        }
    }
}
