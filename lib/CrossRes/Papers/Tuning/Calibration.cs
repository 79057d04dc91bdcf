using System.Globalization;
using CrossRes.Experiments;
using CrossRes.Papers.Horkd;
using CrossRes.Results;

namespace CrossRes.Papers.Tuning;

/// <summary>
/// Whether a scale can show what distillation does: a teacher that is well ahead of its students, and students that
/// longer training would not help as much. Seen on images held out of the training part, never on the test images.
/// </summary>
public static class Calibration
{
    /// <summary>Points that the teacher must be ahead of every student alone.</summary>
    public const double Lead = 8;

    /// <summary>Points that twice the epochs may bring a student, at most.</summary>
    public const double Rest = 1.5;

    private const int Side = 16, Seeds = 3;

    private static readonly Method Twice = new("twice", "no teacher, twice the epochs");

    public static Experiment Experiment { get; } = new(
        "calibration", "HORKD Table 1: is there something to learn?", HorkdTable1.Experiment.Notebook,
        [
            OnValidation.Held(HorkdTable1.Teacher) with
            {
                Seeds = s => s.Cifar.TeacherSeed is null ? Seeds : 1, // it is the one that teaches all
            },
            .. from student in HorkdTable1.Students(Side)
               let alone = HorkdTable1.Alone(student)
               from row in (Row[])[alone, Longer(alone)]
               select OnValidation.Held(row) with { Seeds = _ => Seeds },
        ],
        HorkdTable1.Experiment.Hyperparameters,
        [
            "The networks were tested on training images that they had not learned from; no test image was seen.",
        ],
        MethodFigure.Scores)
    {
        FirstSeed = OnValidation.FirstSeed,
        Command = "calibrate",
        Say = (_, runs) => [.. Requirements(runs).Select(r => $"{(r.IsMet ? "met" : "NOT MET")}: {r.Text}.")],
    };

    /// <summary>What is required of a scale, and whether it is so; what was not run is left out.</summary>
    /// <param name="runs">Of the experiment, at one scale on one data set.</param>
    public static IReadOnlyList<(string Text, bool IsMet)> Requirements(IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row);
        var teacher = Experiment.Rows[0];
        return
        [
            .. from row in Experiment.Rows
               where row.Method == Method.Alone && byRow[row.Key].Any() && byRow[teacher.Key].Any()
               let lead = Mean(teacher) - Mean(row)
               select (string.Create(CultureInfo.InvariantCulture,
                   $"the teacher's {Mean(teacher):0.00} % are {lead:0.00} points above {row.Student!.Name} alone "
                       + $"({Mean(row):0.00} %, n = {byRow[row.Key].Count()}); at least {Lead} are required"),
                   lead >= Lead),
            .. from row in Experiment.Rows
               where row.Method == Twice && byRow[row.Key].Any()
               let gains = MethodFigure.Differences(byRow, row, Experiment.Alone(row)!)
               where gains.Length > 0
               let gain = Statistics.Mean(gains)
               select (string.Create(CultureInfo.InvariantCulture,
                   $"twice the epochs bring {row.Student!.Name} {gain:+0.00;-0.00} points (n = {gains.Length}); "
                       + $"under {Rest} are required"),
                   gain < Rest),
        ];

        double Mean(Row row) => Statistics.Mean([.. byRow[row.Key].Select(r => r.Result.Last)]);
    }

    private static Row Longer(Row alone) => alone with
    {
        Method = Twice,
        Recipe = scale =>
        {
            var recipe = alone.Recipe!(scale);
            return recipe with { Epochs = 2 * recipe.Epochs };
        },
    };
}
