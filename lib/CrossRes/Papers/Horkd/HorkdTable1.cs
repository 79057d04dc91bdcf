using CrossRes.Experiments;
using CrossRes.Papers.Tuning;
using CrossRes.Results;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// HORKD, Table 1: CIFAR-100, top-1 accuracy. Every student also without distillation and with each of the methods that
/// the paper quotes, so that like stands beside like.
/// </summary>
public static class HorkdTable1
{
    private const string Source = "Ge et al., HORKD, AAAI 2020, Table 1",
    Quoted = $"{Source}, where it is quoted from earlier work";
    private const int Full = HorkdRecipes.HighResolution, Low = 16;

    /// <summary>What is compared: the methods that the paper quotes, and last its own.</summary>
    private static readonly IReadOnlyList<Method> Compared = [.. Methods.OfTable1, Methods.Our];

    /// <summary>What the paper prints, by row.</summary>
    private static readonly Dictionary<string, Cell.Copied> Published = new()
    {
        ["teacher"] = new(77.76, Source),
        ["our-32-r"] = new(76.68, Source), ["our-16-r"] = new(74.65, Source),
        ["our-32-v"] = new(73.54, Source), ["our-16-v"] = new(69.87, Source),
        ["fitnet-32-v"] = new(70.08, Quoted), ["at-32-v"] = new(72.68, Quoted),
        ["rkd-32-v"] = new(72.97, Quoted), ["kd-32-v"] = new(74.26, Quoted),
    };

    internal static Row Teacher { get; } = Printed(
        new(Role.Teacher, new("ResNet50", "resnet50", Full), Method.Teacher, null,
            HorkdRecipes.Teacher) { Label = "Teacher ResNet50" });

    public static Experiment Experiment { get; } = Define(WeightChoice.For("table1"));

    /// <summary>The table with rows at tuned weights.</summary>
    /// <param name="choice">Null: none were chosen yet.</param>
    internal static Experiment Define(WeightChoice? choice)
    {
        IReadOnlyList<Method> tuned = choice is null ? [] : [.. Compared.Select(choice.Tuned)];
        return new Experiment(
            "table1", "HORKD Table 1: CIFAR-100", "01-table1-cifar100.ipynb",
            [
                Teacher,
                .. from student in Students(Full, Low)
                   from row in (Row[])
                   [
                       Alone(student), .. Compared.Union(tuned).Select(m => Under(student, m)),
                   ]
                   select Printed(Planned(row, tuned.Except(Compared).Contains(row.Method))),
            ],
            HorkdRecipes.Provenance,
            [
                "The paper quotes FitNet, AT (its Attention), RKD and KD; their values coincide with those of a VGG11 "
                    + "student at 32×32 in RKD's table, so they stand there, beside OUR-32-V: like beside like, "
                    + "OUR-32-V (73.54) is printed below KD (74.26).",
                "The paper has neither students without distillation nor another method at 16×16: what HORKD adds can "
                    + "only be seen beside them.",
                .. choice is null ? Array.Empty<string>() : [choice.Words],
            ],
            MethodFigure.Scores)
        {
            // methods are compared among equals: all at tuned weights, or all at published ones
            Say = (experiment, runs) => MethodFindings.WereRun(experiment, tuned.Except(Compared), runs)
                ? MethodFindings.Best(tuned[^1], "the tuned methods", tuned)(experiment, runs)
                : MethodFindings.Best(Methods.Our, "the quoted methods", Compared)(experiment, runs),
        };
    }

    /// <summary>The paper's students on images of some sides.</summary>
    internal static IEnumerable<Student> Students(params int[] sides) =>
        from network in (Student[])[new("ResNet18", "resnet18", 0, "r"), new("VGG11", "vgg11_bn", 0, "v")]
        from side in sides
        select network with { Resolution = side, Key = $"{side}-{network.Key}" };

    internal static Row Alone(Student student) => new(
        Role.Student, student, Method.Alone, null, s => HorkdRecipes.Alone(s, student.Model, student.Resolution));

    /// <summary>The teacher teaches the student directly.</summary>
    internal static Row Taught(Student student, Method method) => new(
        Role.Student, student, method, null, s => HorkdRecipes.Taught(s, method, student.Model, student.Resolution));

    /// <summary>
    /// A method's row; one in two stages is at full resolution the assistant, which teaches the student.
    /// </summary>
    internal static Row Under(Student student, Method method) => !method.InTwoStages ? Taught(student, method)
        : new(student.Resolution == Full ? Role.Assistant : Role.Student, student, method, null,
            s => HorkdRecipes.Staged(s, method, student.Model, student.Resolution))
        {
            Label = $"OUR-{student.Key.ToUpperInvariant()} ({student.Network})"
                + method.Name[Methods.Our.Name.Length..], // of a variant what its name adds
        };

    /// <summary>
    /// At desktop scale five seeds of what is compared, students at 16×16 and the assistants that they need, and three
    /// of the others; elsewhere tuned weights are left out.
    /// </summary>
    private static Row Planned(Row row, bool tuned)
    {
        var seeds = row.Resolution == Low || row.Role == Role.Assistant ? 5 : 3;
        return row with { Seeds = s => s.Name == Scale.Desktop.Name ? seeds : tuned ? 0 : 1 };
    }

    private static Row Printed(Row row) => row with { Published = Published.GetValueOrDefault(row.Key) };
}

/// <summary>
/// Every other method of the field on Table 1's recipe: same teacher, students, images and schedule, at 32×32.
/// </summary>
public static class HorkdTable1Appendix
{
    public static Experiment Experiment { get; } = new Experiment(
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
