using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers.Crrcd;

/// <summary>
/// CRRCD's Tables I and II on CIFAR-100, top-1 accuracy, and what the paper leaves out: the same pairs across
/// resolutions.
/// </summary>
public static class CrrcdTables
{
    private const int Full = CrrcdRecipes.HighResolution;

    private static readonly string[] Notes =
    [
        "Tables I and II show 32×32 to both networks: they are distillation at one resolution. crrcd-cross takes the "
            + "student to 16×16 and 8×8.",
        "The columns of older methods in Table I are CRD's published numbers.",
        "Weights of other methods are those of their own papers and code, chosen for full networks and 240 epochs; "
            + "none was tuned here.",
    ];

    public static Experiment TableI { get; } = Define(
        "crrcd-table1", "CRRCD Table I: CIFAR-100, networks of one family",
        Rows(CrrcdPair.SameFamily, CrrcdPublished.TableI, Full),
        "The paper heads one column ResNet32x4 → ResNet32. Its numbers are those of ResNet32x4 → ResNet8x4 in CRD's "
            + "table; so are the rows here.");

    public static Experiment TableII { get; } = Define(
        "crrcd-table2", "CRRCD Table II: CIFAR-100, networks of two families",
        Rows(CrrcdPair.CrossFamily, CrrcdPublished.TableII, Full),
        "The text claims 1.97 points over CRCD for WRN-50-2 → ShuffleNetV1; the table has 76.53 − 73.58 = 2.95.");

    public static Experiment AcrossResolutions { get; } = Define(
        "crrcd-cross", "CRRCD's pairs across resolutions: CIFAR-100, 32×32 to 16×16 and 8×8",
        Rows([.. CrrcdPair.SameFamily, .. CrrcdPair.CrossFamily], null, 16, 8),
        "HORKD's students learn in two stages: the same network at 32×32 is their teacher, and a row of its own.");

    internal static IReadOnlyList<Experiment> All { get; } = [TableI, TableII, AcrossResolutions];

    /// <summary>Tables III to VII: digits, probes, faces.</summary>
    public static IReadOnlyList<Experiment> OnOtherData =>
        [CrrcdTable3.Experiment, .. CrrcdTable4.All, CrrcdTable5.Experiment, CrrcdTable6.Experiment,
            CrrcdTable7.Experiment];

    /// <summary>A teacher by itself.</summary>
    internal static Row Teacher(CrrcdNetwork network) => new(
        Role.Teacher, network.At(Full), Method.Teacher, null, s => CrrcdRecipes.Teacher(s, network));

    /// <summary>A student without a teacher.</summary>
    internal static Row Alone(CrrcdNetwork network, int side) => new(
        Role.Student, network.At(side), Method.Alone, null, s => CrrcdRecipes.Alone(s, network, side));

    /// <summary>A student under its teacher; quoted where the method has no losses here.</summary>
    internal static Row Taught(CrrcdPair pair, Method method, int side) => method.Losses is null
        ? new(Role.Literature, pair.At(side), method, null, null)
        : new(Role.Student, pair.At(side), method, null, s => CrrcdRecipes.Student(s, pair, method, side));

    /// <summary>HORKD's student at full resolution, which teaches the same network at lower ones.</summary>
    internal static Row Assistant(CrrcdPair pair) => Taught(pair, Methods.Horkd, Full) with { Role = Role.Assistant };

    /// <summary>
    /// The rows of one pair only, such as <c>vgg13-vgg8</c>, with its teacher; literature is left out.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such pair; the message names all.</exception>
    public static Experiment Only(this Experiment table, string pair)
    {
        var one = CrrcdPair.All.FirstOrDefault(p => p.Key == pair)
            ?? throw new ArgumentException(
                $"no pair of networks is called {pair}; there are "
                    + $"{string.Join(", ", CrrcdPair.All.Select(p => p.Key))}");
        return table with { Rows = [.. table.Trainable.Where(BelongsTo)] };

        bool BelongsTo(Row row) => row.Student is { } student
            && (student == one.Teacher.At(Full) || student == one.At(student.Resolution)
                || student == one.Student.At(student.Resolution));
    }

    private static Experiment Define(string key, string title, IEnumerable<Row> rows, string note) => new Experiment(
        key, title, "09-crrcd.ipynb", [.. rows.DistinctBy(r => r.Key)], CrrcdRecipes.Provenance, [.. Notes, note],
        MethodFigure.Gains)
    {
        Say = Findings,
    };

    /// <summary>CRRCD against no teacher, KD and the best of the others.</summary>
    internal static Func<Experiment, IReadOnlyList<RunRecord>, IReadOnlyList<string>> Findings =>
        MethodFindings.Best(Methods.Crrcd, "the others", named: [Methods.Kd]);

    /// <summary>
    /// Teachers, students alone, and every method for every pair; networks that pairs share come again with the same
    /// key.
    /// </summary>
    private static IEnumerable<Row> Rows(IReadOnlyList<CrrcdPair> pairs, CrrcdPublished? published, params int[] sides)
    {
        foreach (var (index, pair) in pairs.Index())
        {
            Row Printed(Row row) => row with { Published = published?.Find(row.Method, index) };
            yield return Printed(Teacher(pair.Teacher));
            if (!sides.Contains(Full))
                yield return Assistant(pair);
            foreach (var side in sides)
            {
                yield return Printed(Alone(pair.Student, side));
                foreach (var row in Methods.OfCrrcd.Select(m => Printed(Taught(pair, m, side))))
                    if (row.Recipe is not null || row.Published is not null) yield return row;
            }
        }
    }
}
