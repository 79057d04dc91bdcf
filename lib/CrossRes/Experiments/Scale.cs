using CrossRes.Common;
using CrossRes.Data.StandIns;
using CrossRes.Models;

namespace CrossRes.Experiments;

/// <summary>
/// How much of the published experiment is run. A scale narrows networks, classes, images and epochs, and never
/// changes the algorithm.
/// </summary>
/// <param name="Name"><c>tiny</c>, <c>laptop</c>, <c>desktop</c> or <c>paper</c>.</param>
/// <param name="Purpose">One line for a reader.</param>
/// <param name="Cifar">For CIFAR-100, and what is made from its networks.</param>
/// <param name="Faces">For faces.</param>
/// <param name="Metric">For metric learning.</param>
public sealed record Scale(string Name, string Purpose, CifarScale Cifar, FaceScale Faces, MetricScale Metric)
{
    public static Scale Tiny { get; } = new(
        "tiny", "proves that every part works, in a minute; its numbers mean nothing",
        new(Classes: 4, TrainPerClass: 40, TestPerClass: 10, TeacherWidth: 1 / 16.0, StudentWidth: 1 / 16.0)
        {
            Horkd = new(Teacher: 2, Student: 2), Crrcd = new(Teacher: 2, Student: 2), ProbedClasses = 4,
        },
        new(TeacherWidth: 1 / 16.0, StudentWidth: 1 / 16.0, new(Teacher: 1, Student: 1), Identities: 60, Subjects: 10),
        new(Shrink: 8, Width: 1 / 16.0, new(Teacher: 1, Student: 1), Cars: 4, Cub: 4, Products: 4)
        {
            StandInClasses = 6, StandInPerClass = 6,
        });

    public static Scale Laptop { get; } = new(
        "laptop", "shows the effect on two cores, in minutes",
        new(Classes: 10, TrainPerClass: 400, TestPerClass: 100, TeacherWidth: 1 / 8.0, StudentWidth: 1 / 8.0)
        {
            Horkd = new(Teacher: 30, Student: 12), Crrcd = new(Teacher: 36, Student: 14), ProbedClasses = 10,
        },
        new(TeacherWidth: 1 / 8.0, StudentWidth: 0.15, new(Teacher: 12, Student: 8), Identities: 240, Subjects: 40),
        new(Shrink: 4, Width: 1 / 8.0, new(Teacher: 40, Student: 30), Cars: 49, Cub: 25, Products: 100)
        {
            StandInClasses = 20, StandInPerClass = 12,
        });

    public static Scale Desktop { get; } = new(
        "desktop", "has a teacher worth learning from, and students that learned enough; hours on a few cores",
        new(Classes: 20, TrainPerClass: 250, TestPerClass: 100, TeacherWidth: 1 / 8.0, StudentWidth: 1 / 8.0)
        {
            Horkd = new(Teacher: 60, Student: 50), Crrcd = new(Teacher: 60, Student: 50), ProbedClasses = 20,
            Batch = 64, TeacherSeed = 1,
        },
        Laptop.Faces, Laptop.Metric);

    public static Scale Paper { get; } = new(
        "paper", "the published setting; needs a GPU and hours",
        new(Classes: 100, TrainPerClass: null, TestPerClass: null, TeacherWidth: 1, StudentWidth: 1)
        {
            Horkd = new(Teacher: 200, Student: 200), Crrcd = new(Teacher: 240, Student: 240), ProbedClasses = 200,
        },
        new(TeacherWidth: 1, StudentWidth: 0.605, new(Teacher: 30, Student: 30), Identities: 2000, Subjects: 180)
        {
            Set = "faces", WholeTest = "faces", TrainIdentities = 8277,
        },
        new(Shrink: 1, Width: 1, new(Teacher: 40, Student: 80), Cars: 98, Cub: 100, Products: 11318)
        {
            StandInClasses = 100, StandInPerClass = 20,
        });

    public static IReadOnlyList<Scale> All { get; } = [Tiny, Laptop, Desktop, Paper];

    /// <summary>All names, as a command's help shows them.</summary>
    public static string Names { get; } = string.Join('|', All.Select(s => s.Name));

    /// <summary>
    /// SHA-256 of the pretrained teacher's weights, where the user gave some; null: the teacher is trained too.
    /// </summary>
    public string? Weights { get; init; }

    /// <summary><c>bf16</c>: all rows are computed so (<see cref="MixedPrecision"/>); null: as recipes say.</summary>
    public string? Precision { get; init; }

    /// <summary>The scale in a precision, float32 or bf16.</summary>
    /// <exception cref="ArgumentException">There is no such precision.</exception>
    public Scale In(string precision) => this with { Precision = MixedPrecision.Named(precision) };

    /// <summary><c>laptop scale</c>, or <c>laptop scale, bf16</c>.</summary>
    public string Setting => $"{Name} scale{(Precision is null ? "" : $", {Precision}")}";

    /// <summary>
    /// Whether images that a set lists and that are not there are left out, and counted; otherwise they are an error.
    /// </summary>
    public bool SkipAbsent { get; init; }

    /// <summary>
    /// Whether networks are tested on images that are held out of the training part, so that what is chosen by the
    /// result has seen no test image.
    /// </summary>
    public bool Validation { get; init; }

    /// <summary>Its images of CIFAR-100.</summary>
    internal ImageSpec CifarImages => new(Cifar.Classes, Cifar.TrainPerClass, Cifar.TestPerClass)
    {
        Tested = Validation ? "validation" : null,
    };

    /// <exception cref="ArgumentException">There is no such scale; the message names all.</exception>
    public static Scale Named(string name) =>
        All.FirstOrDefault(s => s.Name == name)
        ?? throw new ArgumentException(
            $"no scale is called {name}; {Spelling.Hint(name, All.Select(s => s.Name))}there are "
                + $"{string.Join(", ", All.Select(s => s.Name))}");
}

/// <summary>How long networks learn.</summary>
/// <param name="Teacher">Epochs of the teacher: on a short budget it must get ahead of its students to have something
/// to teach.</param>
/// <param name="Student">Epochs of assistants and students.</param>
public sealed record Length(int Teacher, int Student);

/// <summary>What a scale means for CIFAR-100, and for digits and probes, whose networks it trains.</summary>
/// <param name="Classes">The first so many classes.</param>
/// <param name="TrainPerClass">Training images of each; null for all.</param>
/// <param name="TestPerClass">Test images of each; null for all.</param>
/// <param name="TeacherWidth">Factor on the teacher's channel counts.</param>
/// <param name="StudentWidth">Factor on the channel counts of assistants and students.</param>
public sealed record CifarScale(int Classes, int? TrainPerClass, int? TestPerClass, double TeacherWidth,
    double StudentWidth)
{
    /// <summary>By HORKD's recipe; 200 epochs published.</summary>
    public required Length Horkd { get; init; }

    /// <summary>By CRD's recipe, which CRRCD's tables follow; 240 epochs published.</summary>
    public required Length Crrcd { get; init; }

    /// <summary>Classes of a set that a trained network is probed on, where it has as many.</summary>
    public required int ProbedClasses { get; init; }

    /// <summary>
    /// Images in a batch of HORKD's recipe; 128 published. A smaller one takes more steps of the same images: where
    /// few are learned from, networks are done sooner.
    /// </summary>
    public int Batch { get; init; } = 128;

    /// <summary>
    /// Seed of the one run of each teacher, which then teaches every seed of its students, as the papers' pretrained
    /// teachers do; null: every seed has a teacher of its own.
    /// </summary>
    public long? TeacherSeed { get; init; }
}

/// <summary>What a scale means for faces, where identities take the place of classes.</summary>
/// <param name="TeacherWidth">Factor on the channel counts of a teacher that is trained here.</param>
/// <param name="StudentWidth">Factor on ResNet34's channel counts; 0.605 leaves the paper's 7.8 million
/// parameters.</param>
/// <param name="Epochs">Of a teacher that is trained here, and of students.</param>
/// <param name="Identities">Of synthetic faces in LFW's layout.</param>
/// <param name="Subjects">Of UCCS.</param>
public sealed record FaceScale(double TeacherWidth, double StudentWidth, Length Epochs, int Identities, int Subjects)
{
    /// <summary>What LFW's networks learn from: LFW's own folds but one, or a tree of faces.</summary>
    public string Set { get; init; } = "lfw";

    /// <summary>LFW's whole test, for a network that has seen none of it.</summary>
    public string WholeTest { get; init; } = "lfw-folds";

    /// <summary>Identities in that set; LFW's pairs name 4,281, UMDFaces has 8,277.</summary>
    public int TrainIdentities { get; init; } = 4281;
}

/// <summary>
/// What a scale means for metric learning, where a set has its own classes and images their own sizes.
/// </summary>
/// <param name="Shrink">What published image sides are divided by.</param>
/// <param name="Width">Factor on the channel counts of teacher and students.</param>
/// <param name="Epochs">40 and 80 in RKD's code.</param>
/// <param name="Cars">Classes of Cars196 to learn from, and as many for the test.</param>
/// <param name="Cub">Classes of CUB-200-2011.</param>
/// <param name="Products">Classes of Stanford Online Products.</param>
public sealed record MetricScale(int Shrink, double Width, Length Epochs, int Cars, int Cub, int Products)
{
    internal const int HighResolution = 256;

    /// <summary>Classes of a stand-in's training part, and as many for its test.</summary>
    public required int StandInClasses { get; init; }

    /// <inheritdoc cref="CifarScale.TeacherSeed"/>
    public long? TeacherSeed { get; init; }

    /// <summary>Images in a batch; 128 in RKD's code.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>Images of each of them.</summary>
    public required int StandInPerClass { get; init; }

    /// <summary>A published side at this scale.</summary>
    internal int At(int side) => side / Shrink;

    internal SpecimenOptions StandIn => new(2 * StandInClasses, StandInPerClass, At(HighResolution));
}
