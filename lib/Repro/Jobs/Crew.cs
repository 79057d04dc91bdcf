using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using CrossRes.Training;

namespace Repro.Jobs;

/// <summary>
/// Works off a plan in several processes at once. What goes wrong in one costs its run and those that need it; the
/// others go on.
/// </summary>
/// <param name="plan">The runs.</param>
/// <param name="jobs">How many processes at most.</param>
/// <param name="program">What a process is: see <see cref="WorkerCommand"/>.</param>
/// <param name="progress">Told of everything.</param>
/// <param name="memory">Bytes that further processes can take.</param>
internal sealed class Crew(IReadOnlyList<PlannedRun> plan, int jobs, ProcessStartInfo program, IPlanProgress progress,
    Func<long> memory)
{
    private const long GiB = 1L << 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly Channel<(Worker, WorkerEvent)> events = Channel.CreateUnbounded<(Worker, WorkerEvent)>();
    private readonly List<Worker> workers = [];
    private readonly Dictionary<Worker, IRunProgress> lanes = [];
    private readonly HashSet<string> said = [];
    private readonly Agenda agenda = new(plan);
    private readonly LostRuns lost = new(plan.Count);
    private int most = jobs;
    private bool began;
    private long largest, lastRefusal;

    /// <summary>How long processes that are asked to end may take; more than one that trains gives itself.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <exception cref="UnfinishedException">Some runs were not trained; the message says which and why.</exception>
    /// <exception cref="OperationCanceledException">It was stopped, and so were all processes.</exception>
    internal void Work(CancellationToken cancel)
    {
        using (var self = Process.GetCurrentProcess()) largest = self.PeakWorkingSet64; // it has read the same data
        try
        {
            Assign();
            while (workers.Count > 0)
            {
                var (worker, told) = events.Reader.ReadAsync(cancel).AsTask().GetAwaiter().GetResult();
                Hear(worker, told);
                Assign();
            }
        }
        finally
        {
            workers.ForEach(worker => worker.Close());
            workers.ForEach(worker => worker.AwaitEnd(Patience));
            foreach (var worker in lanes.Keys) worker.Dispose();
        }
        lost.Require();
    }

    /// <summary>Gives out what can begin, and sends home who is not needed any more.</summary>
    private void Assign()
    {
        while (agenda.Next is { } run && (Idle(run.Seed) ?? Another()) is { } worker)
        {
            agenda.Begin(run);
            worker.Begin(run);
        }
        if (!agenda.IsEmpty) return;
        foreach (var worker in workers.Where(IsIdle)) worker.Close();
    }

    private static bool IsIdle(Worker worker) => worker is { Run: null, IsOpen: true };

    private Worker? Idle(long seed) => workers.Where(IsIdle).OrderByDescending(w => w.Seed == seed).FirstOrDefault();

    /// <summary>A further process, where it may be and there is memory for it.</summary>
    private Worker? Another()
    {
        if (workers.Count >= most || workers.Count > 0 && !HasMemory()) return null;
        try
        {
            var worker = new Worker(program, events.Writer);
            workers.Add(worker);
            lanes[worker] = progress.Lane();
            return worker;
        }
        catch (Win32Exception e) when (workers.Count > 0)
        {
            Limit(e.Message);
            return null;
        }
    }

    private bool HasMemory()
    {
        if (lastRefusal != 0 && Stopwatch.GetElapsedTime(lastRefusal) < Pause) return false;
        var taken = workers.ConvertAll(worker => worker.Memory());
        largest = Math.Max(largest, taken.Max(m => m.Most));
        var available = memory();
        if (MemoryRule.Suffices(available, largest, taken.Select(m => m.Now))) return true;
        lastRefusal = Stopwatch.GetTimestamp();
        Say(string.Create(CultureInfo.InvariantCulture,
            $"more than {workers.Count} at once must wait for memory: one takes up to {(double)largest / GiB:0.0} GiB, "
                + $"{(double)available / GiB:0.0} GiB can be had"), once: nameof(HasMemory));
        return false;
    }

    private void Hear(Worker worker, WorkerEvent told)
    {
        switch (told)
        {
            case WorkerEvent.Ready:
                worker.IsReady = began = true;
                break;
            case WorkerEvent.Note note:
                Say(note.Text);
                break;
            case WorkerEvent.Failed failed:
                Lose(worker, failed.Reason);
                break;
            case WorkerEvent.Ended ended:
                workers.Remove(worker);
                Miss(worker, ended.Code);
                break;
            default:
                told.Tell(lanes[worker]);
                if (told is WorkerEvent.Done) Finish(worker);
                break;
        }
    }

    private void Finish(Worker worker)
    {
        largest = Math.Max(largest, worker.Memory().Most);
        var run = worker.Run!;
        if (worker.TakeComplaint() is { Length: > 0 } text) Say($"{run.Label}, its process: {text}", once: text);
        agenda.Done(run);
        worker.Finish();
    }

    /// <summary>A process ended.</summary>
    private void Miss(Worker worker, int code)
    {
        var complaint = worker.TakeComplaint();
        if (worker.Run is not { } run)
        {
            if (complaint.Length > 0) Say($"a process that trained: {complaint}", once: complaint);
        }
        else if (worker.IsReady)
        {
            Lose(worker, EndOfProcess.Explain(code, complaint));
        }
        else if (!began || workers.Count == 0)
        {
            throw new UnfinishedException(EndOfProcess.BeforeItBegan(code, complaint));
        }
        else
        {
            agenda.PutBack(run);
            Limit(EndOfProcess.Explain(code, complaint));
        }
    }

    /// <summary>Goes on with those that are there.</summary>
    private void Limit(string reason)
    {
        most = workers.Count;
        Say($"no further process could be started ({reason}): {most} at once from here on");
    }

    /// <summary>A run was not trained, and so nothing that needs it.</summary>
    private void Lose(Worker worker, string reason)
    {
        var run = worker.Run!;
        worker.Finish();
        progress.GiveUp(run.Label, reason);
        Say($"{run.Label} was not trained: {reason}", once: LostRuns.Kind(reason));
        lost.Add(run.Label, reason);
        foreach (var other in agenda.GiveUp(run))
        {
            progress.GiveUp(other.Label, LostRuns.Needs(run.Label));
            lost.Add(other.Label, LostRuns.Needs(run.Label));
        }
    }

    /// <summary>What several processes say is told once.</summary>
    private void Say(string text, string? once = null)
    {
        if (said.Add(once ?? text)) progress.Note(text);
    }
}
