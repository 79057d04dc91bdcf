using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>Σ weight · term. The terms' parameters and state are listed under 0, 1, …</summary>
public sealed class WeightedLoss : DistillationLoss
{
    private readonly (double Weight, DistillationLoss Term)[] terms;

    /// <exception cref="ArgumentException">There is no term.</exception>
    public WeightedLoss(params (double Weight, DistillationLoss Term)[] terms) : base(nameof(WeightedLoss))
    {
        if (terms.Length == 0)
            throw new ArgumentException("a weighted loss needs at least one term", nameof(terms));
        this.terms = terms;
        for (var i = 0; i < terms.Length; i++)
            register_module($"{i}", terms[i].Term);
    }

    public override bool NeedsTeacher => terms.Any(t => t.Term.NeedsTeacher);

    public override bool NeedsMaps => terms.Any(t => t.Term.NeedsMaps);

    public override void BeginEpoch()
    {
        foreach (var (_, term) in terms)
            term.BeginEpoch();
    }

    protected override Tensor Compute(Views student, Views teacher, Samples samples) =>
        terms.Select(t => t.Term.Forward(student, teacher, samples) * t.Weight).Aggregate((a, b) => a + b);
}
