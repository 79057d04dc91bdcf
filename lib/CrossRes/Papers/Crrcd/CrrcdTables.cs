using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers.Crrcd;

/// <summary>CRRCD's Tables I and II on CIFAR-100, top-1 accuracy, and what the paper leaves out: the same pairs across resolutions.</summary>
public static class CrrcdTables
{
    private const int Full = CrrcdRecipes.HighResolution;

    private static readonly string[] Notes =
    [
        "Tables I and II show 32×32 to both networks: they are distillation at one resolution. crrcd-cross takes the student to 16×16 and 8×8.",
        "The columns of older methods in Table I are CRD's published numbers.",
        "Weights of other methods are those of their own papers and code, chosen for full networks and 240 epochs; none was tuned here.",
    ];

    public static Experiment TableI { get; } = Of(
        "crrcd-table1", "CRRCD Table I: CIFAR-100, networks of one family", Rows(CrrcdPair.SameFamily, CrrcdPublished.TableI, Full),
        "The paper heads one column ResNet32x4 → ResNet32. Its numbers are those of ResNet32x4 → ResNet8x4 in CRD's table; so are the rows here.");

    public static Experiment TableII { get; } = Of(
        "crrcd-table2", "CRRCD Table II: CIFAR-100, networks of two families", Rows(CrrcdPair.CrossFamily, CrrcdPublished.TableII, Full),
        "The text claims 1.97 points over CRCD for WRN-50-2 → ShuffleNetV1; the table has 76.53 − 73.58 = 2.95.");

    public static Experiment AcrossResolutions { get; } = Of(
        "crrcd-cross", "CRRCD's pairs across resolutions: CIFAR-100, 32×32 to 16×16 and 8×8",
        Rows([.. CrrcdPair.SameFamily, .. CrrcdPair.CrossFamily], null, 16, 8),
        "HORKD's students learn in two stages: the same network at 32×32 is their teacher, and a row of its own.");

    internal static IReadOnlyList<Experiment> All { get; } = [TableI, TableII, AcrossResolutions];

    /// <summary>Tables III to VII: digits, probes, faces.</summary>
    public static IReadOnlyList<Experiment> OnOtherData =>
        [CrrcdTable3.Experiment, .. CrrcdTable4.All, CrrcdTable5.Experiment, CrrcdTable6.Experiment, CrrcdTable7.Experiment];

    internal static string TeacherKey(CrrcdPair pair) => $"teacher-{pair.Teacher.Key}";

    internal static string RowKey(string method, CrrcdPair pair, int side) => $"{method}-{pair.Key}{At(side)}";

    internal static string AloneKey(CrrcdPair pair, int side) => $"alone-{pair.Student.Key}{At(side)}";

    /// <summary>The rows of one pair only, such as <c>vgg13-vgg8</c>, with its teacher; literature is left out.</summary>
    /// <exception cref="ArgumentException">There is no such pair; the message names all.</exception>
    public static Experiment Only(this Experiment table, string pair)
    {
        var one = CrrcdPair.All.FirstOrDefault(p => p.Key == pair)
            ?? throw new ArgumentException($"no pair of networks is called {pair}; there are {string.Join(", ", CrrcdPair.All.Select(p => p.Key))}");
        return table with
        {
            Rows = [.. table.Trainable.Where(r => r.Key == TeacherKey(one) || r.Key.StartsWith($"alone-{one.Student.Key}") || r.Key.Contains($"-{one.Key}"))],
        };
    }

    private static Experiment Of(string key, string title, IEnumerable<Row> rows, string note) => new(
        key, title, "09-crrcd.ipynb", [.. rows.DistinctBy(r => r.Key)], CrrcdRecipes.Provenance, [.. Notes, note], CrrcdFigure.Of)
    {
        Findings = CrrcdFindings.Of,
        ByNameOnly = true,
    };

    /// <summary>Teachers, students alone, and every method for every pair; networks that pairs share come again with the same key.</summary>
    private static IEnumerable<Row> Rows(IReadOnlyList<CrrcdPair> pairs, CrrcdPublished? published, params int[] sides)
    {
        foreach (var (index, pair) in pairs.Index())
        {
            Cell.Copied? Printed(string row) => published?.Of(row, index);
            yield return new(TeacherKey(pair), pair.Teacher.Name, "teacher", Full, Printed("teacher"), s => CrrcdRecipes.Teacher(s, pair.Teacher));
            if (!sides.Contains(Full))
                yield return Taught(CrrcdMethod.All.First(m => m.Key == "horkd"), Full, "assistant");
            foreach (var side in sides)
            {
                yield return new(AloneKey(pair, side), $"{pair.Student.Name}, no teacher", "student", side, Printed("alone"), s => CrrcdRecipes.Alone(s, pair.Student, side));
                foreach (var method in CrrcdMethod.All.Where(m => m.Losses is not null || Printed(m.Key) is not null))
                    yield return Taught(method, side, "student");
            }

            Row Taught(CrrcdMethod method, int side, string role) => new(
                RowKey(method.Key, pair, side), $"{pair.Name}, {method.Name}", method.Losses is null ? "from literature" : role, side, Printed(method.Key),
                method.Losses is null ? null : s => CrrcdRecipes.Student(s, pair, method, side));
        }
    }

    private static string At(int side) => side == Full ? "" : $"-at-{side}";
}
