using CrossRes.Experiments;
using CrossRes.Papers.Faces;
using CrossRes.Results;
using CrossRes.Training;

namespace CrossRes.Papers.Crrcd;

/// <summary>
/// CRRCD, Table IV: students of CIFAR-100, frozen, under a linear layer for STL-10 and for TinyImageNet.
/// </summary>
public static class CrrcdTable4
{
    private const string Source = "Zhang et al., CRRCD, arXiv:2409.02555, Table IV";
    private const int Side = CrrcdRecipes.HighResolution;

    private static readonly CrrcdPair Pair = CrrcdPair.Probed;

    /// <summary>A column of the table.</summary>
    /// <param name="Classes">As published.</param>
    /// <param name="Printed">By row, percent.</param>
    private sealed record Probe(string Set, string Name, int Classes, IReadOnlyDictionary<string, double> Printed);

    private static readonly Probe[] Probes =
    [
        new("stl10", "STL-10", 10, new Dictionary<string, double>
        {
            ["alone"] = 71.58, ["teacher"] = 71.01, ["kd"] = 73.25, ["fitnet"] = 73.77, ["at"] = 73.47, ["crd"] = 74.44,
            ["sskd"] = 74.74, ["crrcd"] = 75.15,
        }),
        new("tiny-imagenet", "TinyImageNet", 200, new Dictionary<string, double>
        {
            ["alone"] = 32.43, ["teacher"] = 27.74, ["kd"] = 32.05, ["fitnet"] = 33.28, ["at"] = 33.75, ["crd"] = 34.30,
            ["sskd"] = 34.54, ["crrcd"] = 35.17,
        }),
    ];

    /// <summary>Who is probed: the teacher, the student alone, and the student under each method.</summary>
    private static readonly Row[] Networks =
    [
        CrrcdTables.Teacher(Pair.Teacher), CrrcdTables.Alone(Pair.Student, Side),
        .. from method in (Method[])[Methods.Kd, Methods.FitNet, Methods.At, Methods.Crd, Methods.Horkd, Methods.Crrcd]
           select CrrcdTables.Taught(Pair, method, Side),
    ];

    /// <summary>One experiment for each set.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [.. Probes.Select(Define)];

    private static Experiment Define(Probe probe) => new Experiment(
        $"crrcd-table4-{probe.Set}", $"CRRCD Table IV: CIFAR-100 to {probe.Name}", CrrcdFaces.Notebook,
        [
            .. Networks.Select(network => Probed(network, probe)),
            new(Role.Literature, Pair.At(Side) with { Key = "" }, new("sskd", "SSKD"), Printed(probe, "sskd"), null),
        ],
        [
            new("Start", Origin.Paper, "CRRCD 4.4: the extractor is frozen, a linear classifier is trained"),
            new("Images", Origin.Paper, "32×32; Pillow's antialiased bilinear is our choice"),
            new("Images.Set", Origin.Paper, "Table IV"),
            new("Probe", Origin.OurChoice, "not stated; nothing random is left"),
            new("Teacher", Origin.Paper, "how the probed network was trained: the recipe of Tables I and II"),
            .. CrrcdRecipes.Provenance.Where(h => h.Name is "Model" or "Resolution" or "Algorithm"),
        ],
        [
            "--data names a folder with the unpacked archives of both sets: CIFAR-100's cifar-100-binary and the "
                + "probed one's.",
            "The paper describes STL-10 as digits; it holds animals and vehicles. For TinyImageNet the validation "
                + "images are the test.",
            "SSKD is quoted only. HORKD, which the table leaves out, stands beside the others.",
        ],
        MethodFigure.Rows)
    {
        Pretraining = [.. Networks.Select(Learned)],
        Say = Findings,
        Parameters = CrrcdFaces.Parameters($"crrcd-table4-{probe.Set}"),
    };

    private static IReadOnlyList<string> Findings(Experiment experiment, IReadOnlyList<RunRecord> runs)
    {
        var ours = experiment.Trainable.Single(r => r.Method == Probed(Methods.Crrcd));
        return Comparisons.Say(runs,
        [
            new("CRRCD:", [.. from other in experiment.Trainable where other != ours
                select new Against(ours.Key, other.Key, other.Label)]),
        ]);
    }

    private static Method Probed(Method method) => method with { Key = $"probe-{method.Key}" };

    private static Row Probed(Row network, Probe probe) => network with
    {
        Student = network.Student! with { Key = "" },
        Method = Probed(network.Method),
        Label = network.Label,
        Published = Printed(probe, network.Method.Key),
        Recipe = scale => Frozen(probe, scale, network),
    };

    /// <summary>The network on CIFAR-100, before the probe.</summary>
    private static Row Learned(Row network) => network with
    {
        Student = network.Student! with { Key = Pair.Key }, Label = $"{network.Label}, CIFAR-100",
    };

    /// <summary>The trained network without another step of training.</summary>
    private static Recipe Frozen(Probe probe, Scale scale, Row network)
    {
        var trained = network.Recipe!(scale);
        return trained with
        {
            Images = new ImageSpec(
                Math.Min(probe.Classes, scale.Cifar.ProbedClasses), scale.Cifar.TrainPerClass, scale.Cifar.TestPerClass,
                "pad 0, random crop")
            {
                Set = probe.Set, Side = Side,
            },
            Epochs = 0,
            Losses = [],
            Start = "teacher",
            Teacher = trained,
            TeacherSeed = network.Role == Role.Teacher ? scale.Cifar.TeacherSeed : null,
        };
    }

    private static Cell.Copied? Printed(Probe probe, string key) =>
        probe.Printed.TryGetValue(key, out var accuracy) ? new(accuracy, Source) : null;
}
