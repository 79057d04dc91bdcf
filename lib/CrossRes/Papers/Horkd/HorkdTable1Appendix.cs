using CrossRes.Experiments;

namespace CrossRes.Papers.Horkd;

/// <summary>Every other method of the field on Table 1's recipe: same teacher, students, images and schedule, at 32×32.</summary>
public static class HorkdTable1Appendix
{
    public static Experiment Experiment { get; } = new(
        "table1-methods", "HORKD Table 1, appendix: other methods on its recipe, CIFAR-100", "02-losses-side-by-side.ipynb",
        [HorkdTable1.Teacher, .. Family("r", "ResNet18", "resnet18"), .. Family("v", "VGG11", "vgg11_bn")],
        HorkdRecipes.Provenance,
        [
            "Weights are those of the methods' own papers and code, chosen there for wider networks, longer training and other pairs; none was tuned here.",
            "FSP needs student and teacher of equal widths, and MKD's absolute distance embeddings of equal width: neither fits these pairs.",
            "AB, FT and CRD as additional losses in a single stage; their papers and RepDistiller train parts of AB and FT beforehand.",
        ],
        runs => MethodFigure.Of(
            runs, [.. Baseline.OfTable1.Concat(Baseline.Others).Select(m => (m.Name, m.Key))],
            [Student("ResNet18", "r"), Student("VGG11", "v")]))
    {
        ByNameOnly = true,
    };

    private static TaughtStudent Student(string name, string letter) => new(name, $"alone-32-{letter}", method => $"{method}-32-{letter}");

    private static IEnumerable<Row> Family(string letter, string network, string architecture)
    {
        const int side = HorkdRecipes.HighResolution;
        yield return new($"alone-{side}-{letter}", $"{network}, no teacher", "student", side, null, s => HorkdRecipes.Alone(s, architecture, side));
        foreach (var method in Baseline.OfTable1.Concat(Baseline.Others))
            yield return new($"{method.Key}-{side}-{letter}", $"{network}, {method.Name}", "student", side, null,
                s => HorkdRecipes.Baseline(s, method, architecture, side));
    }
}
