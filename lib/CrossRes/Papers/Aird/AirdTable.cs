using CrossRes.Experiments;
using CrossRes.Papers.Faces;
using CrossRes.Papers.Horkd;

namespace CrossRes.Papers.Aird;

/// <summary>
/// AIRD on LFW: instance and relation level, each alone and together, against no teacher. Seed k holds out the k-th
/// fold.
/// The method is a reconstruction, and none of its printed numbers was to be had.
/// </summary>
public static class AirdTable
{
    private const string Own = "aird";

    private static readonly FaceRows Rows = new(FaceRecipes.Lfw);

    public static Experiment Experiment { get; } = new Experiment(
        "aird", "AIRD: LFW (reconstruction)", "08-aird.ipynb",
        [
            HorkdTable2.Teacher,
            Rows.Alone(16),
            .. from term in FaceRecipes.InstanceAndRelation
               let level = term.Loss.Split('.')[1]
               select Rows.Direct(16, new Method(level, $"{level} level alone"), term),
            Rows.Direct(16, new Method(Own, "AIRD"), FaceRecipes.InstanceAndRelation),
        ],
        FaceProvenance.All,
        [
            "AIRD's text was not to be had: both losses, their weights and FaceBN are reconstructions from a summary, "
                + "and there is no printed number to set beside them.",
            "Networks learn from the images of nine folds of LFW's pairs and are tested on the tenth, which shares no "
                + "identity with them.",
        ],
        MethodFigure.Rows)
    {
        Say = (experiment, runs) => Comparisons.Say(runs,
            from row in experiment.Trainable
            where row.Method.Key == Own
            select new Finding($"{row.Student!.Name}, {row.Method.Name}:",
            [
                .. from other in experiment.Trainable
                   where other.Student == row.Student && other != row
                   select new Against(row.Key, other.Key, other.Method == Method.Alone
                       ? Method.Alone.Name : $"the {other.Method.Name}"),
            ])),
    };
}
