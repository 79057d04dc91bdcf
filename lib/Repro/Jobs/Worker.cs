using System.Diagnostics;
using System.Threading.Channels;

namespace Repro.Jobs;

/// <summary>A process that trains one run after the other, as its parent sees it.</summary>
internal sealed class Worker : IDisposable
{
    private const int LongestComplaint = 2000;

    private readonly Process process;
    private readonly Task listening;
    private readonly List<string> complaints = [];

    /// <param name="start">The program, with its three streams redirected.</param>
    /// <param name="events">Told of what it says, and last of its end.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The system gives no further process.</exception>
    internal Worker(ProcessStartInfo start, ChannelWriter<(Worker, WorkerEvent)> events)
    {
        process = Process.Start(start)!;
        listening = Task.Run(() => Listen(events));
    }

    /// <summary>What it is told to do and has not done; null where it waits.</summary>
    internal PlannedRun? Run { get; private set; }

    /// <summary>Of its last run: data that come in folds are read anew for another one.</summary>
    internal long? Seed { get; private set; }

    /// <summary>Whether it could begin.</summary>
    internal bool IsReady { get; set; }

    /// <summary>Whether it takes another run.</summary>
    internal bool IsOpen { get; private set; } = true;

    /// <summary>Bytes of main memory that it holds now, and that it held at most; 0 once it ended.</summary>
    internal (long Now, long Most) Memory()
    {
        try
        {
            process.Refresh();
            return (process.WorkingSet64, Math.Max(process.PeakWorkingSet64, process.WorkingSet64));
        }
        catch (InvalidOperationException)
        {
            return (0, 0);
        }
    }

    internal void Begin(PlannedRun run)
    {
        (Run, Seed) = (run, run.Seed);
        try
        {
            process.StandardInput.WriteLine(Assignments.Line(run.Row, run.Seed));
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // it just ended, and that will be heard
        }
    }

    internal void Finish() => Run = null;

    /// <summary>It ends, also within a run.</summary>
    internal void Close()
    {
        IsOpen = false;
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it ended before
        }
    }

    /// <summary>What it printed beside its events since the last call, in one line; empty for nothing.</summary>
    internal string TakeComplaint()
    {
        lock (complaints)
        {
            var text = string.Join(' ', complaints.Where(line => !string.IsNullOrWhiteSpace(line)));
            complaints.Clear();
            return text.Length > LongestComplaint ? $"… {text[^LongestComplaint..]}" : text;
        }
    }

    /// <summary>Waits for its end, which has been asked for, and makes it where that takes too long.</summary>
    internal void AwaitEnd(TimeSpan patience)
    {
        if (!listening.Wait(patience)) process.Kill(entireProcessTree: true);
        listening.Wait();
    }

    public void Dispose() => process.Dispose();

    private async Task Listen(ChannelWriter<(Worker, WorkerEvent)> events)
    {
        var errors = Collect();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (WorkerEvent.Parse(line) is { } told) await events.WriteAsync((this, told));
            else Complain(line);
        await errors;
        await process.WaitForExitAsync();
        await events.WriteAsync((this, new WorkerEvent.Ended(process.ExitCode)));
    }

    private async Task Collect()
    {
        while (await process.StandardError.ReadLineAsync() is { } line) Complain(line);
    }

    private void Complain(string line)
    {
        lock (complaints) complaints.Add(line.Trim());
    }
}
