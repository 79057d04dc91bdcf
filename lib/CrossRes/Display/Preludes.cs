using CrossRes.Common;

namespace CrossRes.Display;

/// <summary>
/// Which cell of a notebook holds what its views share, so that it is shown once: by the first cell that needs it, and
/// by that cell again when it runs again, since its earlier outputs are gone then.
/// </summary>
public sealed class Preludes
{
    private readonly Lock gate = new();
    private readonly Dictionary<Type, string> holders = []; // type of prelude → code of the cell
    private readonly HashSet<Type> shown = [];              // by the run that is on
    private object? current;

    /// <summary>Whether a prelude is to be shown now.</summary>
    /// <param name="run">One run of a cell: the same object for all that the run shows.</param>
    /// <param name="code">The cell's code.</param>
    public bool Wants(IRichView prelude, object run, string code)
    {
        lock (gate)
        {
            if (!ReferenceEquals(current, run)) shown.Clear();
            current = run;
            var type = prelude.GetType();
            if (!holders.ContainsKey(type)) holders[type] = code;
            return holders[type] == code && shown.Add(type);
        }
    }
}
