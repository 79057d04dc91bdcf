using CSharpKernel.Notebooks;

namespace Repro.Commands;

/// <summary>A line for each cell that takes its time, and what cells print as they print it.</summary>
internal sealed class CellLines(TextWriter writer) : IProgress<CellProgress>
{
    public void Report(CellProgress value)
    {
        if (value.Output is StreamOutput { Text: var text }) writer.Write(text);
    }
}
