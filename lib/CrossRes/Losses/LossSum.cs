using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>Σ weight · loss, each term kept apart for the record. Terms of weight 0 take no part.</summary>
public class LossSum : DistillationLoss
{
    private readonly (double Weight, DistillationLoss Loss)[] terms;

    /// <exception cref="ArgumentException">There is no term with a weight.</exception>
    public LossSum(params (double Weight, DistillationLoss Loss)[] terms)
    {
        this.terms = [.. terms.Where(t => t.Weight != 0)];
        if (this.terms.Length == 0)
            throw new ArgumentException("a sum of losses needs at least one with a weight other than 0");
        Names = [.. this.terms.Select((t, i) => Numbered(t.Loss.Name, this.terms.Take(i)))];
        foreach (var (name, (_, loss)) in Names.Zip(this.terms))
            register_module(name.Replace('.', '_').Replace(' ', '_'), loss);

        static string Numbered(string name, IEnumerable<(double, DistillationLoss Loss)> earlier) =>
            earlier.Count(t => t.Loss.Name == name) is > 0 and var count ? $"{name} {count + 1}" : name;
    }

    /// <summary>Names of the losses, in the order of the terms; a second of a name has its number behind it.</summary>
    public IReadOnlyList<string> Names { get; }

    public override bool NeedsTeacher => terms.Any(t => t.Loss.NeedsTeacher);

    public override bool NeedsMaps => terms.Any(t => t.Loss.NeedsMaps);

    public override void BeginEpoch()
    {
        foreach (var (_, loss) in terms) loss.BeginEpoch();
    }

    /// <summary>The weighted sum, and each weighted term; scalars in the caller's dispose scope.</summary>
    public (Tensor Total, IReadOnlyList<Tensor> Terms) Weighted(
        NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        using var scope = NewDisposeScope();
        var weighted = terms.Select(t => t.Loss.Forward(student, teacher, targets) * t.Weight).ToList();
        var total = weighted.Aggregate((sum, next) => sum + next);
        // the same tensor where there is one term: moving it twice would go too far
        scope.MoveToOuter([total, .. weighted]);
        return (total, weighted);
    }

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets) =>
        Weighted(student, teacher, targets).Total;

    private protected override void Prepare(LossContext context)
    {
        foreach (var (_, loss) in terms)
            if (!loss.Begun) loss.Begin(context);
    }
}
