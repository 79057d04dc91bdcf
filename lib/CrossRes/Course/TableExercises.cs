using CrossRes.Papers.Horkd;
using CrossRes.Results;

namespace CrossRes.Course;

/// <summary>The checks of lesson 4, reading a results table critically.</summary>
public static class TableExercises
{
    private const double StudentT = 4.303;   // two-sided 95 % point for three seeds
    private static readonly double[] Scores = [60, 62, 67];
    // differences 1, 2, 5: mean 8/3, std √(13/3)
    private static readonly double[] First = [61, 64, 66], Second = [60, 62, 61];

    /// <summary>The sample standard deviation of scores.</summary>
    public static Exercise<Func<double[], double>> Deviation(Func<double[], double>? answer) =>
        Exercise.Check(1, answer)
        .Require(f =>
            !Near(f(Scores), 26.0 / 3) && !Near(f(Scores), 13), "that is a variance, in squared points: take its root")
        .Require(f => !Near(f(Scores), Math.Sqrt(26.0 / 3)),
            "you divide by n. The mean was computed from the same scores, so one of them is not free: divide by n − 1")
        .Require(f => !Near(f(Scores), Math.Sqrt(13.0 / 3)),
            "that is the standard error, how well the mean is known; do not divide by √n here")
        .Require(f => Near(f(Scores), Math.Sqrt(13)), f =>
            $"of 60, 62, 67 it is √13 = 3.606, yours is {f(Scores):0.000}: sum the squared distances from the mean, 63")
        .Require(f => Near(f([5, 5, 5, 5]), 0), "equal scores have no spread")
        .Explain("with three seeds the two divisors differ by a fifth: a table should say which one it used.");

    /// <summary>The 95 % interval of the mean of first minus second, which share three seeds.</summary>
    public static Exercise<Func<double[], double[], (double Lower, double Upper)>> Interval(
        Func<double[], double[], (double Lower, double Upper)>? answer) => Exercise.Check(2, answer)
        .Require(f => Half(f) >= 0, "upper and lower are exchanged")
        .Require(f => !Near(Centre(f), -8.0 / 3), "that is the second minus the first")
        .Require(f => Near(Centre(f), 8.0 / 3), f =>
            $"the interval lies around {Centre(f):0.00}, but the mean difference is {8.0 / 3:0.00}")
        .Require(f => !Near(Half(f), 1.96 * Math.Sqrt(13.0 / 9)),
            "1.96 is for many seeds; with three the spread itself is badly known, so t = 4.303")
        .Require(f =>
            !Near(Half(f), StudentT * Math.Sqrt(13.0 / 3)), "√n is missing: the mean of three is steadier than one")
        .Require(f => !Near(Half(f), StudentT * Math.Sqrt(Unpaired)),
            "that treats the runs as unrelated. They share seeds: take the three differences first, then their spread")
        .Require(f => Near(Half(f), StudentT * Math.Sqrt(13.0 / 9)), f =>
            $"half of the interval is {StudentT * Math.Sqrt(13.0 / 9):0.00} wide, yours is {Half(f):0.00}: t · s / √n "
                + "with s the sample standard deviation of the differences")
        .Explain("a mean gain of 2.7 points, every seed positive, and the interval still holds zero.");

    /// <summary>The paper's own number that stands for the same network and resolution as the quoted KD.</summary>
    public static Exercise<double> Beside(double? answer) => Exercise.Check(3, answer)
        .Require(x => x != Printed("kd-32-v"), "that is the quoted number itself")
        .Require(x => x != Printed("our-16-r"),
            "that is the ResNet18 that sees 16×16. The notes under the table say which network the quoted rows have")
        .Require(x => x != Printed("our-32-r"),
            "that is a ResNet18: right resolution, another network. The notes say which one the quoted rows have")
        .Require(x => x != Printed("our-16-v"), "right network, but that one sees 16×16, and the quoted rows see 32×32")
        .Require(x => x != Printed("teacher"), "that is the teacher")
        .Require(x => x == Printed("our-32-v"), x =>
            $"{x} is not one of the paper's own rows; look for the network and resolution of the quoted ones")
        .Explain($"like beside like, plain KD is printed {Printed("kd-32-v") - Printed("our-32-v"):0.00} above the "
            + "assistant. No copied number stands beside the 16×16 students.");

    private static double Unpaired => (Square(Statistics.SampleStd(First)) + Square(Statistics.SampleStd(Second))) / 3;

    private static double Printed(string row) => HorkdTable1.Experiment[row].Published!.Value;

    private static double Square(double x) => x * x;

    private static double Half(Func<double[], double[], (double Lower, double Upper)> answer) =>
        (answer(First, Second).Upper - answer(First, Second).Lower) / 2;

    private static double Centre(Func<double[], double[], (double Lower, double Upper)> answer) =>
        (answer(First, Second).Upper + answer(First, Second).Lower) / 2;

    private static bool Near(double a, double b) => Math.Abs(a - b) < 0.001;
}
