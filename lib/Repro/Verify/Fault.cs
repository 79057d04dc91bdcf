namespace Repro.Verify;

/// <summary>Something in a results folder that does not follow from the rest of it.</summary>
/// <param name="Place">File, from the results folder, and where in it.</param>
/// <param name="Problem">What is wrong there.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Fault(string Place, string Problem, string Remedy)
{
    public override string ToString() => $"{Place}: {Problem}; {Remedy}";
}
