using CSharpKernel.Jupyter;

namespace Repro.Doctor;

/// <summary>Everything that <c>repro doctor</c> looks at.</summary>
/// <param name="Findings">In the order of the report.</param>
public sealed record Checkup(IReadOnlyList<Finding> Findings)
{
    /// <summary>Nothing is missing; there may be warnings.</summary>
    public bool Usable => Findings.All(f => f.Status != FindingStatus.Missing);

    /// <summary>
    /// Examines this machine. Takes a few seconds: a speed is measured and data files are read whole.
    /// </summary>
    /// <param name="root">The checkout; data sets and records are looked for below it.</param>
    /// <param name="data">Folder of the data sets; null for the default one below <paramref name="root"/>.</param>
    public static Checkup Examine(string root, string? data = null)
    {
        IReadOnlyList<Finding> engine = [.. EngineFindings.Examine()];
        var loads = engine.All(f => f.Status != FindingStatus.Missing);
        List<Finding> findings =
            [.. MachineFindings.Examine(root), .. engine, ImageFindings.Examine(),
                NotebookKernel.Examine(KernelSpec.Command(root))];
        if (loads) // reading images takes tensors
            findings.AddRange(DataFindings.Examine(data ?? Path.Combine(root, DataFindings.DefaultFolder)));
        return new(findings);
    }
}
