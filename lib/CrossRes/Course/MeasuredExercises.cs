using System.Globalization;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Training;

namespace CrossRes.Course;

/// <summary>
/// The last exercise of each lesson, which asks the kit's own runs on real images; what is right follows from their
/// records.
/// </summary>
public static class MeasuredExercises
{
    private const string Kd = "kd-32-r", Alone = "alone-32-r", Our = "our-32-r";
    private const double Rounding = 0.006;

    private static readonly Lazy<IReadOnlyList<RunRecord>> All =
        new(() => new RunStore(Workspace.Find().Results).List());

    /// <summary>The stored runs of a row on real images at laptop scale, by seed.</summary>
    /// <exception cref="ArgumentException">There is no such table or row, or none of its runs is stored.</exception>
    public static IReadOnlyList<RunRecord> Runs(string table, string row)
    {
        var experiment = Catalogue.Named(table);
        var key = experiment[row].Key;
        RunRecord[] runs =
        [
            .. StoredRuns.Largest(experiment, Scale.Laptop, All.Value).Where(group =>
                group[0].Data.Origin == RunData.Real).MaxBy(group => group[0].Algorithm())?.Where(r => r.Row == key)
                .OrderBy(r => r.Seed) ?? Enumerable.Empty<RunRecord>(),
        ];
        return runs.Length > 0 ? runs : throw new ArgumentException($"no run of {row} of {table} is stored");
    }

    /// <summary>Lesson 1: what plain KD adds to the ResNet18 at 32×32, in points, mean over the seeds.</summary>
    public static Exercise<double> Gain(double? answer) => Exercise.Check(4, answer)
        .Require(x => !Near(x, -Difference("table1", Kd, Alone)),
            "that is the student without a teacher minus the one with: a gain is the other way round")
        .Require(x => !Near(x, Runs("table1", Kd).Average(r => r.Result.Best)
                - Runs("table1", Alone).Average(r => r.Result.Best)) || Near(x, Difference("table1", Kd, Alone)),
            "that is of the best epochs, which were chosen on the test images: take the last")
        .Require(x => !Near(x, Difference("table1", "kd-16-r", "alone-16-r")), "that is at 16×16")
        .Require(x => !Near(x, Mean("table1", Kd)), "that is what KD reaches: subtract what the student reaches alone")
        .Require(x => Near(x, Difference("table1", Kd, Alone)), x =>
            $"KD reaches {Points(Mean("table1", Kd))} % on average and the student alone "
                + $"{Points(Mean("table1", Alone))} %; yours is {Points(x)}")
        .Explain($"that is the mean of {Runs("table1", Kd).Count} seeds on real images. How sure so few can be is the "
            + "subject of lesson 4.");

    /// <summary>
    /// Lesson 2: what order 3 with RKD's weight adds to a ResNet18 at 16×16 on labels alone, in points.
    /// </summary>
    public static Exercise<double> Angles(double? answer) => Exercise.Check(4, answer)
        .Require(x => !Near(x, Difference("figure4", "orders-3-published", "orders-none")),
            "that is order 3 with HORKD's weight, 0.01: the row that is asked for ends in active")
        .Require(x => !Near(x, Difference("figure4", "orders-2-active", "orders-none")), "that is order 2")
        .Require(x => !Near(x, -Difference("figure4", "orders-3-active", "orders-none")),
            "the sign is the other way round")
        .Require(x => Near(x, Difference("figure4", "orders-3-active", "orders-none")), x =>
            $"with order 3 the student reaches {Points(Mean("figure4", "orders-3-active"))} % on average, without "
                + $"relations {Points(Mean("figure4", "orders-none"))} %; yours is {Points(x)}")
        .Explain("with HORKD's own weight the same loss adds "
            + $"{Points(Difference("figure4", "orders-3-published", "orders-none"))} points: what a relation brings "
            + "depends on how hard it pulls.");

    /// <summary>Lesson 3: what the step from 32×32 to 16×16 costs a VGG11 without a teacher, in points.</summary>
    public static Exercise<double> Cost(double? answer) => Exercise.Check(4, answer)
        .Require(x => !Near(x, Difference("table1", "alone-32-r", "alone-16-r")), "that is the ResNet18")
        .Require(x => !Near(x, Difference("table1", "alone-16-v", "alone-32-v")),
            "a loss of points is asked for, 32×32 minus 16×16")
        .Require(x => !Near(x, Difference("table1", "kd-32-v", "kd-16-v")), "those students had a teacher")
        .Require(x => Near(x, Difference("table1", "alone-32-v", "alone-16-v")), x =>
            $"the VGG11 alone reaches {Points(Mean("table1", "alone-32-v"))} % at 32×32 and "
                + $"{Points(Mean("table1", "alone-16-v"))} % at 16×16; yours is {Points(x)}")
        .Explain($"for the ResNet18 it is {Points(Difference("table1", "alone-32-r", "alone-16-r"))} points, trained "
            + "as long: what a resolution costs depends on what a network makes of it in its time.");

    /// <summary>
    /// Lesson 4: how many seeds show a true gain of 1 point of HORKD over no teacher, ResNet18 at 32×32, with 80 %
    /// power.
    /// </summary>
    public static Exercise<int> Seeds(int? answer) => Exercise.Check(4, answer)
        .Require(n => n > Stored, _ => $"{Stored} are stored, and their interval holds zero: more are needed")
        .Require(n => n >= Needed, n =>
            $"with {n} seeds such a gain is seen {100 * Power.ToSee(1, Spread, n):0} times in a hundred, and 80 are "
                + "asked for")
        .Require(n => n == Needed, n =>
            $"with {n} seeds the power is {100 * Power.ToSee(1, Spread, n):0} %: fewer suffice")
        .Explain($"{Stored} seeds show {Points(Power.SmallestDifference(Spread, Stored))} points at this spread: a "
            + "table with three seeds is silent about small gains, and silence is not a finding.");

    private static int Stored => Pairs.Length;

    private static int Needed => Power.Pairs(1, Spread) ?? int.MaxValue;

    private static double Spread => Statistics.SampleStd(Pairs);

    private static double[] Pairs =>
        [.. Runs("table1", Our).Join(Runs("table1", Alone), r => r.Seed, r => r.Seed, (a, b) =>
            a.Result.Last - b.Result.Last)];

    private static double Mean(string table, string row) => Runs(table, row).Average(r => r.Result.Last);

    private static double Difference(string table, string row, string other) => Mean(table, row) - Mean(table, other);

    private static bool Near(double a, double b) => Math.Abs(a - b) < Rounding;

    private static string Points(double x) => x.ToString("0.00", CultureInfo.InvariantCulture);
}
