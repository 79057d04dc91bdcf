using System.Globalization;
using CrossRes.Experiments;
using CrossRes.Metrics;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using static CrossRes.Papers.Wording;

namespace CrossRes.Papers.Faces;

/// <summary>What the runs of a face table say, in sentences made from them.</summary>
internal static class FaceFindings
{
    private static readonly (string Row, string Other, string Name)[] Pairs =
    [
        ("our-16", "direct-16", "the same orders without the assistant"), ("direct-16", "alone-16", "no teacher"),
        ("direct-16", "order1-16", "order 1 alone"), ("labels-16", "direct-16", "the same without identity labels"), ("our-32", "alone-32", "no teacher"),
        ("crrcd-16", "direct-16", "HORKD's orders"), ("crrcd-16", "margin-16", "ArcFace without teacher"), ("crrcd-16", "relation-16", "its relations alone"),
        ("relation-16", "alone-16", "no teacher"),
    ];

    internal static IReadOnlyList<string> Of(IReadOnlyList<RunRecord> runs)
    {
        var byRow = runs.ToLookup(r => r.Row);
        return
        [
            .. from side in (int[])[112, 32, 16]
               from run in byRow[$"teacher-{side}"].Take(1)
               select $"the teacher on images of {side}×{side}, ten folds: {Folds(run, Verification.Accuracy)}; {Folds(run, Verification.Centred)}.",
            .. from row in (string[])["our-32", "our-16", "direct-16", "crrcd-16", "relation-16"]
               let side = int.Parse(row[^2..], CultureInfo.InvariantCulture)
               let finding = AgainstTeacher(byRow, row, $"teacher-{side}", side)
               where finding is not null
               select finding,
            .. Comparisons.Say(runs, Pairs.Select(p => new Finding($"{p.Row}:", new Against(p.Row, p.Other, p.Name)))),
        ];
    }

    /// <summary>Mean ± standard deviation over the folds of one run.</summary>
    private static string Folds(RunRecord run, string score)
    {
        double[] folds = [.. Enumerable.Range(0, HorkdTable2.Folds).Select(k => run.Epochs[^1].Test[Verification.Fold(k, score)])];
        return Text($"{score} {folds.Average():0.00} ± {Statistics.SampleStd(folds):0.00} %");
    }

    /// <summary>The student minus the teacher on what the student was tested on: all folds, or its own, which the teacher's run lists one by one.</summary>
    private static string? AgainstTeacher(ILookup<string, RunRecord> byRow, string student, string teacher, int side)
    {
        if (byRow[teacher].FirstOrDefault()?.Epochs[^1].Test is not { } bar || byRow[student].Count() < 2) return null;
        string By(string score)
        {
            double Bar(RunRecord run) => bar[SharedFolds.Holds(run) ? Verification.Fold((int)(run.Seed - 1) % HorkdTable2.Folds, score) : score];
            var paired = Statistics.Paired([.. byRow[student].Select(r => r.Epochs[^1].Test[score] - Bar(r))], SharedFolds.TestShare(byRow[student]));
            return Text($"{paired.Mean:+0.00;-0.00} points of {score} (95 % interval {paired.Interval95.Lower:0.00} to {paired.Interval95.Upper:0.00}, n = {paired.Count})");
        }
        return $"{student} against the teacher on the same images of {side}×{side}: {By(Verification.Accuracy)}; {By(Verification.Centred)}.";
    }
}
