using CrossRes.Experiments;
using CrossRes.Papers.Horkd;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>The row that a stored run is of, as the code has it now.</summary>
/// <param name="Experiment">A table that has the row.</param>
/// <param name="Row">The row.</param>
/// <param name="Scale">With the choices that the run was made with.</param>
public sealed record KnownRun(Experiment Experiment, Row Row, Scale Scale)
{
    /// <summary>What the run did.</summary>
    public Recipe Recipe => Row.Recipe!(Scale);

    /// <returns>Null where no table has its recipe any more.</returns>
    public static KnownRun? Find(RunRecord run) =>
        (from experiment in Catalogue.All.OrderBy(e => e.Key != run.Table).Append(NamedSweep.Named(run.Table))
         where experiment is not null
         from row in experiment.AllTrainable
         from scale in StoredRuns.Choices(Scale.Named(run.Scale), [run])
         where row.Recipe!(scale).At(run.Algorithm()).Digest == run.RecipeDigest
         select new KnownRun(experiment, row, scale)).FirstOrDefault();
}
