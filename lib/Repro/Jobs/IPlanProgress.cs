using CrossRes.Training;

namespace Repro.Jobs;

/// <summary>Is told how a plan is worked off, from one thread.</summary>
public interface IPlanProgress
{
    /// <summary>The progress of one worker, who does one run after the other.</summary>
    IRunProgress Lane();

    /// <summary>A run of the plan, begun or not, that will not be done.</summary>
    /// <param name="label">Of the run.</param>
    /// <param name="reason">Why.</param>
    void GiveUp(string label, string reason);

    /// <param name="text">A line for the reader.</param>
    void Note(string text);
}
