using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>
/// HORKD, Table 1: CIFAR-100, top-1 accuracy, with the rows that the paper leaves out — every student without
/// distillation and with plain KD.
/// </summary>
public static class HorkdTable1
{
    private const string Source = "Ge et al., HORKD, AAAI 2020, Table 1";
    private const string Quoted = Source + ", where it is quoted from earlier work";

    public static Experiment Experiment { get; } = new(
        "table1", "HORKD Table 1: CIFAR-100", "01-table1-cifar100.ipynb",
        [
            new("teacher", "Teacher ResNet50", "teacher", 32, Printed(77.76), HorkdRecipes.Teacher),
            .. Family("R", "ResNet18", "resnet18", 76.68, 74.65),
            .. Family("V", "VGG11", "vgg11_bn", 73.54, 69.87),
            Literature("FitNet", 70.08), Literature("Attention", 72.68), Literature("RKD", 72.97), Literature("KD", 74.26),
        ],
        HorkdRecipes.Provenance,
        [
            "The paper quotes FitNet, Attention, RKD and KD; their values coincide with a VGG11 student at 32×32, so they are to be set beside OUR-32-V, not beside OUR-16-R.",
            "The paper has neither students without distillation nor KD at 16×16: what the method adds can only be seen beside them.",
        ],
        HorkdTable1Figure.Of);

    private static IEnumerable<Row> Family(string letter, string network, string architecture, double assistant, double student)
    {
        var (key, high) = (letter.ToLowerInvariant(), HorkdRecipes.HighResolution);
        int[] sides = [high, 16];
        foreach (var side in sides)
        {
            var role = side == high ? "assistant" : "student";
            yield return new($"alone-{side}-{key}", $"{network}, no teacher", "student", side, null, s => HorkdRecipes.Alone(s, architecture, side));
            yield return new($"kd-{side}-{key}", $"{network}, KD", "student", side, null, s => HorkdRecipes.Kd(s, architecture, side));
            yield return new($"our-{side}-{key}", $"OUR-{side}-{letter} ({network})", role, side, Printed(side == high ? assistant : student),
                side == high ? s => HorkdRecipes.Assistant(s, architecture) : s => HorkdRecipes.Student(s, architecture, side));
        }
    }

    private static Row Literature(string name, double value) =>
        new(name.ToLowerInvariant(), name, "literature", 32, new Cell.Copied(value, Quoted), null);

    private static Cell.Copied Printed(double value) => new(value, Source);
}
