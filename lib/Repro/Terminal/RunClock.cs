namespace Repro.Terminal;

/// <summary>How far a run of a plan has come.</summary>
public sealed class RunClock
{
    private readonly TimeProvider time;
    private readonly long begin;
    private readonly int stepsPerEpoch;

    internal RunClock(string label, int position, double cost, int epochs, int stepsPerEpoch, TimeProvider time)
    {
        (Label, Position, Cost, Epochs, this.stepsPerEpoch) = (label, position, cost, epochs, stepsPerEpoch);
        (this.time, begin) = (time, time.GetTimestamp());
    }

    /// <summary>As the trainer announced it.</summary>
    public string Label { get; }

    /// <summary>Its place among those begun, from 1.</summary>
    public int Position { get; }

    /// <summary>Of the whole run.</summary>
    public int Epochs { get; }

    /// <summary>Part of it that is done, 0 to 1.</summary>
    public double Fraction { get; private set; }

    /// <summary>Whether it is trained here, not found in the store.</summary>
    public bool IsTraining { get; private set; }

    internal double Cost { get; }

    /// <summary>Cost that was worked off here.</summary>
    internal double Worked { get; private set; }

    internal TimeSpan Elapsed => time.GetElapsedTime(begin);

    /// <param name="epoch">From 1.</param>
    /// <param name="step">Within the epoch, from 1.</param>
    public void StepDone(int epoch, int step)
    {
        double all = (double)Epochs * stepsPerEpoch, done = (epoch - 1) * (double)stepsPerEpoch + step;
        var before = IsTraining ? Fraction : (done - 1) / all;
        Fraction = done / all;
        Worked += (Fraction - before) * Cost;
        IsTraining = true;
    }
}
