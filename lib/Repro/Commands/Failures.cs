using System.Runtime.InteropServices;
using CrossRes.Common;
using CrossRes.Results;
using CrossRes.Training;
using CSharpKernel.Notebooks;
using Repro.Jobs;
using Repro.Slurm;

namespace Repro.Commands;

/// <summary>Turns what can go wrong into one line and an exit code.</summary>
internal static class Failures
{
    /// <summary>The exit code of a command that did not do what it was asked.</summary>
    internal const int Failed = 1;

    private const int Interrupted = 130;

    /// <summary>Set to see where a failure comes from.</summary>
    private const string Trace = "CROSSRES_TRACE";

    /// <summary>
    /// Runs a command; Ctrl-C cancels it, and it ends between two steps; a second one ends it at once.
    /// </summary>
    internal static async Task<int> Guard(Func<CancellationToken, Task<int>> command)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await command(stop.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("repro: stopped; the same command goes on after the last finished epoch");
            return Interrupted;
        }
        catch (Exception e) when (Explains(e))
        {
            Tell(e);
            return Failed;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = !stop.IsCancellationRequested; // a second signal ends what does not look at the first
            stop.Cancel();
        }
    }

    internal static void Tell(Exception e) => Console.Error.WriteLine($"repro: {Reason(e)}");

    /// <summary>What to tell of a failure: one line, and of a fault of the program its trace.</summary>
    internal static string Reason(Exception e) => Explains(e) ? e.Message.ReplaceLineEndings(" ") : e.ToString();

    /// <summary>
    /// Whether the message is meant for the user; anything else is a fault of the program and shows its trace.
    /// </summary>
    private static bool Explains(Exception e) => Environment.GetEnvironmentVariable(Trace) is null &&
        e is ResultsException or DataFileException or TrainingException or NotebookException or ArgumentException
            or InvalidDataException or IOException or UnauthorizedAccessException or ExternalException
            or DllNotFoundException or MissingToolException or UnfinishedException or SlurmException;
}
