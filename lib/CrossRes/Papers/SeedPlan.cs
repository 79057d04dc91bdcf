using System.Globalization;
using CrossRes.Experiments;
using CrossRes.Papers.Horkd;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>
/// How many seeds a table takes to show a difference, and how long they train, from the spread and the seconds of its
/// stored runs.
/// </summary>
public static class SeedPlan
{
    private const int Most = 1000;

    /// <param name="runs">Of one scale and data set, each with its row's key.</param>
    /// <param name="points">The difference that is to be shown, above 0.</param>
    /// <exception cref="ResultsException">No two rows that are compared share two seeds.</exception>
    public static ResultTable Create(Experiment experiment, IReadOnlyList<RunRecord> runs, double points)
    {
        var byRow = runs.ToLookup(r => r.Row);
        var (share, folds) = (SharedFolds.TestShare(runs), runs.Any(SharedFolds.Holds));
        var most = folds ? HorkdTable2.Folds : Most;
        var pairs = (from row in experiment.Trainable
                     let other = Baseline(experiment, row)
                     where other is not null
                     let differences = MethodFigure.Differences(byRow, row, other)
                     where differences.Length > 1
                     select (Row: row, Other: other, Count: differences.Length,
                         Std: Statistics.SampleStd(differences))).ToList();
        if (pairs.Count == 0)
            throw new ResultsException(
                $"{experiment.Key}: no two rows that can be compared share two stored seeds, so their spread is not "
                    + $"known; ./repro run {experiment.Key} --seeds 2 trains them");
        var spread = Math.Sqrt(pairs.Average(p => p.Std * p.Std));
        var stored = pairs.Min(p => p.Count);
        return new ResultTable(
            $"{experiment.Title}: seeds for a difference of {Number(points)} points",
            [
                $"{runs[0].Data.Name} ({runs[0].Data.Origin}), {runs[0].Setting()}, algorithm {runs[0].Algorithm()}; "
                    + $"pairs of stored runs with the same {(folds ? "fold" : "seed")}.",
                "Student's paired t test at two-sided 5 % with 80 % power (noncentral t), one comparison by itself: "
                    + "Holm's correction of several asks for more.",
                Sentence(Power.Pairs(points, spread, share, most)),
                $"One seed of all {byRow.Count} stored rows trains {Duration.Text(byRow.Sum(Seconds))}, one run after "
                    + "the other, as their records have it.",
                "Fix the number before you look at the result: a test that is repeated until it shows a difference "
                    + "shows one.",
            ],
            [new("Row"), new("Against"), new("Seeds now"), new("Spread of the pairs"), new("Shown now, from"),
                new($"Seeds for {Number(points)}")],
            [
                .. from p in pairs
                   select (Cell[])
                   [
                       new Cell.Text(p.Row.Key), new Cell.Text(p.Other.Key), new Cell.Text($"{p.Count}"),
                       new Cell.Text(Number(p.Std)),
                       new Cell.Text(Number(Power.SmallestDifference(p.Std, p.Count, share))),
                       new Cell.Text(Power.Pairs(points, p.Std, share, most) is { } n ? $"{n}" : $"more than {most}"),
                   ],
            ]);

        double Seconds(IGrouping<string, RunRecord> row) => row.Average(r => r.WallSeconds);

        string Sentence(int? count) =>
            $"At the spread of all pairs together ({Number(spread)} points, root mean square) " + count switch
            {
                null when folds => $"the {most} folds do not suffice: trainings that share images stay alike however "
                    + "many there are.",
                null => $"{most} seeds do not suffice.",
                { } n when n <= stored => $"{n} seeds suffice; {stored} are stored.",
                { } n => $"{n} seeds, {n - stored} more than are stored: "
                    + $"{Duration.Text((n - stored) * byRow.Sum(Seconds))} of training.",
            };
    }

    /// <summary>What a row is compared with: the same network without a teacher, or the first of its kind.</summary>
    private static Row? Baseline(Experiment experiment, Row row) =>
        row.Role == Role.Teacher || row.Student is not { } student ? null
        : (experiment.Alone(row) ?? experiment.Trainable.FirstOrDefault(r =>
            r.Role != Role.Teacher && r.Student!.IsSameAs(student))) is { } other && other != row ? other : null;

    private static string Number(double points) => points.ToString("0.00", CultureInfo.InvariantCulture);
}
