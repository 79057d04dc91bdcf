namespace CSharpKernel.Notebooks;

/// <summary>News of a running notebook: a cell starts, puts something out, or ends.</summary>
/// <param name="Cell">The cell's number among the code cells, from 1.</param>
/// <param name="Count">How many code cells there are.</param>
/// <param name="Source">The cell's code.</param>
/// <param name="Output">What it put out; null at start and end.</param>
/// <param name="Elapsed">The time it took; null until its end.</param>
public sealed record CellProgress(
    int Cell, int Count, string Source, CellOutput? Output = null, TimeSpan? Elapsed = null);
