namespace CrossRes.Course;

/// <summary>What a check says of an answer.</summary>
public enum Verdict
{
    /// <summary>The answer is still null.</summary>
    NotAnswered,

    /// <summary>A rule does not hold, or the answer's own code failed.</summary>
    NotYet,

    /// <summary>Every rule holds.</summary>
    Right,
}
