using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Papers.Crrcd;
using CrossRes.Papers.Faces;

namespace CrossRes.Papers.Horkd;

/// <summary>
/// HORKD, Figure 4: which orders of relational knowledge help. The paper shows it on faces without a number; here on
/// faces and on CIFAR-100, with all sets of orders under two weightings, and the sensitivity to each weight.
/// </summary>
public static class HorkdFigure4
{
    private static readonly double[] Factors = [0.1, 10, 100];

    /// <summary>A data set with a recipe to add orders to.</summary>
    /// <param name="Experiment">Key of its figure.</param>
    /// <param name="Title">Of the data set.</param>
    /// <param name="Network">Of the student in that figure.</param>
    /// <param name="Student">Network and resolution → the student without relations.</param>
    private sealed record Subject(string Set, string Experiment, string Title, string Network,
        Func<string, int, SweepBase> Student);

    private static readonly Subject[] Subjects =
    [
        new("cifar100", "figure4", "CIFAR-100", "resnet18", (network, side) => new(
            new(network, network, side), s =>
                HorkdRecipes.Alone(s, network, side), HorkdTable1.Teacher, HorkdRecipes.Provenance)
            { TeacherSeed = s => s.Cifar.TeacherSeed }),
        new("lfw", "figure4-lfw", "LFW", "resnet34", (network, side) => new(
            new($"{network}, reduced,", network, side), s =>
                FaceRecipes.Lfw.Alone(s, side, network: network), HorkdTable2.Teacher, FaceProvenance.All)
            { Term = HorkdOrders.ByDirection }),
    ];

    private const int Side = 16, Seeds = 5;

    /// <summary>Keys of the data sets.</summary>
    public static IEnumerable<string> Sets => Subjects.Select(s => s.Set);

    /// <summary>One experiment for each data set.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        .. Subjects.Select(s =>
            Sweep(s.Student(s.Network, Side)).As(s.Experiment, $"HORKD Figure 4: loss orders, {s.Title}") with
        {
            Parameters = new Dictionary<string, string> { ["set"] = s.Set },
        }),
    ];

    /// <summary>The figure on a data set.</summary>
    /// <exception cref="ArgumentException">There is no recipe for the data set.</exception>
    public static Experiment On(string set) => All.Single(e => e.Key == Find(set).Experiment);

    /// <summary>
    /// All sets under the published, the active and the tuned weighting, and each published weight ×0.1, ×10 and ×100.
    /// At desktop scale five seeds of every set at tuned weights, and of none, each alone and all at published ones.
    /// </summary>
    public static OrderSweep Sweep(SweepBase student) => Sweep(student, Weighting.Tuned);

    internal static OrderSweep Sweep(SweepBase student, Weighting? tuned) => new(student,
    [
        new(Weighting.Published, Weighting.Published.Subsets)
        {
            Seeds = (s, set) => !IsDesktop(s) ? 1 : set.Length is 0 or 1 || set == Weighting.Published.Subsets[^1]
                ? Seeds : 0,
        },
        new(Weighting.Active, Weighting.Active.Subsets) { Seeds = Elsewhere },
        .. from weighting in (Weighting?[])[tuned]
           where weighting is not null
           select new SweepPart(weighting, weighting.Subsets) { Seeds = (s, _) => IsDesktop(s) ? Seeds : 0 },
        .. from order in Order.Published
           from factor in Factors
           select new SweepPart(Changed(order, factor), [Weighting.Published.Subsets[^1]]) { Seeds = Elsewhere },
    ]);

    private static int Elsewhere(Scale scale, string set) => IsDesktop(scale) ? 0 : 1;

    private static bool IsDesktop(Scale scale) => scale.Name == Scale.Desktop.Name;

    /// <summary>A student to add orders to; the network of the figure where none is named.</summary>
    /// <exception cref="ArgumentException">There is no recipe for the data set, or no such network.</exception>
    public static SweepBase Student(string set, string? network = null, int resolution = Side)
    {
        var subject = Find(set);
        if (network is not null && !ModelZoo.Names.Contains(network))
            throw new ArgumentException(
                $"no network is called {network}; {Spelling.Hint(network, ModelZoo.Names)}there are "
                    + $"{string.Join(", ", ModelZoo.Names)}");
        return subject.Student(network ?? subject.Network, resolution);
    }

    private static Subject Find(string set) => Subjects.FirstOrDefault(s => s.Set == set)
        ?? throw new ArgumentException(
            $"no loss orders on {set}; {Spelling.Hint(set, Sets)}there are {string.Join(", ", Sets)}");

    private static Weighting Changed(Order order, double factor) =>
        Weighting.Published.With(FormattableString.Invariant($"{order.Letter}x{factor}"),
            FormattableString.Invariant($"published weights, order {order.Letter} × {factor}"),
            (order.Letter, order.Term.Weight * factor));
}
