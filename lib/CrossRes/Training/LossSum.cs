using CrossRes.Experiments;
using CrossRes.Losses;
using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>The weighted losses of a recipe, each kept apart for the record.</summary>
public sealed class LossSum : nn.Module
{
    private readonly (LossTerm Term, DistillationLoss Loss)[] terms;

    /// <exception cref="ArgumentException">A loss or an option is unknown.</exception>
    public LossSum(IReadOnlyList<LossTerm> terms, LossContext context) : base(nameof(LossSum))
    {
        var none = new Dictionary<string, string>();
        this.terms = [.. terms.Where(t => t.Weight != 0).Select(t => (t, LossRegistry.Create(t.Loss, t.Options ?? none, context)))];
        if (this.terms.Length == 0) throw new ArgumentException("a recipe needs at least one loss with a weight other than 0");
        foreach (var (term, loss) in this.terms) register_module(term.Loss.Replace('.', '_'), loss);
    }

    /// <summary>The terms that count, in the recipe's order.</summary>
    internal IReadOnlyList<LossTerm> Terms => [.. terms.Select(t => t.Term)];

    /// <summary>Names of the losses, in the recipe's order.</summary>
    public IReadOnlyList<string> Names => [.. terms.Select(t => t.Term.Loss)];

    /// <summary>Whether any loss looks at a teacher.</summary>
    public bool NeedsTeacher => terms.Any(t => t.Loss.NeedsTeacher);

    /// <inheritdoc cref="DistillationLoss.NeedsMaps"/>
    public bool NeedsMaps => terms.Any(t => t.Loss.NeedsMaps);

    /// <inheritdoc cref="DistillationLoss.BeginEpoch"/>
    public void BeginEpoch()
    {
        foreach (var (_, loss) in terms) loss.BeginEpoch();
    }

    /// <summary>The weighted sum, and each weighted term; scalars in the caller's dispose scope.</summary>
    public (Tensor Total, IReadOnlyList<Tensor> Terms) Of(Views student, Views teacher, Samples samples)
    {
        using var scope = NewDisposeScope();
        var weighted = terms.Select(t => t.Loss.Forward(student, teacher, samples) * t.Term.Weight).ToList();
        var total = weighted.Aggregate((sum, next) => sum + next);
        scope.MoveToOuter([total, .. weighted]); // the same tensor where there is one term: moving it twice would go too far
        return (total, weighted);
    }
}
