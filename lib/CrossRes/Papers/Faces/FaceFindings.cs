using System.Globalization;
using CrossRes.Experiments;
using CrossRes.Metrics;
using CrossRes.Papers.Horkd;
using CrossRes.Results;

namespace CrossRes.Papers.Faces;

/// <summary>What the runs of a face table say, in sentences made from them.</summary>
internal static class FaceFindings
{
    private static readonly Func<Experiment, IReadOnlyList<RunRecord>, IReadOnlyList<string>> Compared =
        MethodFindings.Contrasts(
        new(Methods.Our, Methods.Direct, "the same orders without the assistant"),
        new(Methods.Direct, Method.Alone, "no teacher"),
        new(Methods.Direct, HorkdTable2.OrderAlone("1"), "order 1 alone"),
        new(HorkdTable2.Labels, Methods.Direct, "the same without identity labels"),
        new(Methods.Our, Method.Alone, "no teacher") { Resolution = 32 },
        new(Methods.Crrcd, Methods.Direct, "HORKD's orders"),
        new(Methods.Crrcd, FaceRows.ArcFace, "ArcFace without teacher"),
        new(Methods.Crrcd, Methods.Relation, "its relations alone"),
        new(Methods.Relation, Method.Alone, "no teacher"));

    /// <summary>Methods that are set beside the teacher on the same images.</summary>
    private static readonly Method[] BesideTeacher = [Methods.Our, Methods.Direct, Methods.Crrcd, Methods.Relation];

    internal static IReadOnlyList<string> Sentences(Experiment experiment, IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row);
        var bars = experiment.Trainable.Where(r => r.NeedsWeights && byRow[r.Key].Any()).ToList();
        return
        [
            .. from bar in bars
               let run = byRow[bar.Key].First()
               select $"the teacher on images of {bar.Input}, ten folds: {Folds(run, Verification.Accuracy)}; "
                   + $"{Folds(run, Verification.Centred)}.",
            .. from method in BesideTeacher
               from row in experiment.Trainable.Where(r => r.Method == method)
               let bar = bars.Find(b => b.Resolution == row.Resolution)
               where bar is not null && byRow[row.Key].Count() > 1
               select AgainstTeacher(row, [.. byRow[row.Key]], byRow[bar.Key].First()),
            .. Compared(experiment, runs),
        ];
    }

    /// <summary>Mean ± standard deviation over the folds of one run.</summary>
    private static string Folds(RunRecord run, string score)
    {
        double[] folds = [
            .. Enumerable.Range(0, HorkdTable2.Folds).Select(k => run.Epochs[^1].Test[Verification.Fold(k, score)])];
        return string.Create(CultureInfo.InvariantCulture,
            $"{score} {folds.Average():0.00} ± {Statistics.SampleStd(folds):0.00} %");
    }

    /// <summary>
    /// The student minus the teacher on what the student was tested on: all folds, or its own, which the teacher's run
    /// lists one by one.
    /// </summary>
    private static string AgainstTeacher(Row row, IReadOnlyList<RunRecord> students, RunRecord teacher)
    {
        return $"{row.Key} against the teacher on the same images of {row.Input}: {By(Verification.Accuracy)}; "
            + $"{By(Verification.Centred)}.";

        string By(string score)
        {
            double Bar(RunRecord run) => teacher.Epochs[^1].Test[
                SharedFolds.Holds(run) ? Verification.Fold((int)(run.Seed - 1) % HorkdTable2.Folds, score) : score];
            var paired = Statistics.Paired([.. students.Select(r => r.Epochs[^1].Test[score] - Bar(r))],
                SharedFolds.TestShare(students));
            return string.Create(CultureInfo.InvariantCulture,
                $"{paired.Mean:+0.00;-0.00} points of {score} (95 % interval {paired.Interval95.Lower:0.00} to "
                    + $"{paired.Interval95.Upper:0.00}, n = {paired.Count})");
        }
    }
}
