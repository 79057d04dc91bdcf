using CrossRes.Experiments;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// Every other method of the field on Table 1's recipe: same teacher, students, images and schedule, at 32×32.
/// </summary>
public static class HorkdTable1Appendix
{
    public static Experiment Experiment { get; } = new(
        "table1-methods", "HORKD Table 1, appendix: other methods on its recipe, CIFAR-100",
        "02-losses-side-by-side.ipynb",
        [
            HorkdTable1.Teacher,
            .. from student in HorkdTable1.Students(HorkdRecipes.HighResolution)
               from row in (Row[])[HorkdTable1.Alone(student),
                   .. Methods.OfTable1.Concat(Methods.Others).Select(m => HorkdTable1.Taught(student, m))]
               select row,
        ],
        HorkdRecipes.Provenance,
        [
            "Weights are those of the methods' own papers and code, chosen there for wider networks, longer training "
                + "and other pairs; none was tuned here.",
            "FSP needs student and teacher of equal widths, and MKD's absolute distance embeddings of equal width: "
                + "neither fits these pairs.",
            "AB, FT and CRD as additional losses in a single stage; their papers and RepDistiller train parts of AB "
                + "and FT beforehand.",
        ],
        MethodFigure.Gains);
}
