using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// HORKD, Table 1: CIFAR-100, top-1 accuracy. Every student also without distillation and with each of the methods that
/// the paper quotes, so that like stands beside like.
/// </summary>
public static class HorkdTable1
{
    private const string Source = "Ge et al., HORKD, AAAI 2020, Table 1";

    internal static Row Teacher { get; } = new("teacher", "Teacher ResNet50", "teacher", 32, Printed(77.76), HorkdRecipes.Teacher);

    public static Experiment Experiment { get; } = new(
        "table1", "HORKD Table 1: CIFAR-100", "01-table1-cifar100.ipynb",
        [
            Teacher,
            .. Family("R", "ResNet18", "resnet18", 76.68, 74.65),
            .. Family("V", "VGG11", "vgg11_bn", 73.54, 69.87),
        ],
        HorkdRecipes.Provenance,
        [
            "The paper quotes FitNet, AT (its Attention), RKD and KD; their values coincide with those of a VGG11 student at 32×32 in RKD's table, so they stand there, beside OUR-32-V: like beside like, OUR-32-V (73.54) is printed below KD (74.26).",
            "The paper has neither students without distillation nor another method at 16×16: what HORKD adds can only be seen beside them.",
        ],
        HorkdTable1Figure.Of)
    {
        Findings = HorkdTable1Findings.Of,
    };

    private static IEnumerable<Row> Family(string letter, string network, string architecture, double assistant, double student)
    {
        var (key, high) = (letter.ToLowerInvariant(), HorkdRecipes.HighResolution);
        int[] sides = [high, 16];
        foreach (var side in sides)
        {
            yield return new($"alone-{side}-{key}", $"{network}, no teacher", "student", side, null, s => HorkdRecipes.Alone(s, architecture, side));
            foreach (var method in Baseline.OfTable1)
                yield return new($"{method.Key}-{side}-{key}", $"{network}, {method.Name}", "student", side,
                    (letter, side) == ("V", high) ? method.Printed : null, s => HorkdRecipes.Baseline(s, method, architecture, side));
            yield return new($"our-{side}-{key}", $"OUR-{side}-{letter} ({network})", side == high ? "assistant" : "student", side,
                Printed(side == high ? assistant : student),
                side == high ? s => HorkdRecipes.Assistant(s, architecture) : s => HorkdRecipes.Student(s, architecture, side));
        }
    }

    private static Cell.Copied Printed(double value) => new(value, Source);
}
