using System.Text.Json;

namespace CrossRes.Results;

/// <summary>One row of a published table beside the runs that repeat it.</summary>
/// <param name="Label">The row's name.</param>
/// <param name="Role">teacher, assistant, student, or the like.</param>
/// <param name="Input">Resolution of the network's input, e.g. <c>16x16</c>.</param>
/// <param name="Published">The score in percent as printed, with its source; null where the paper has no such
/// row.</param>
/// <param name="Runs">The runs of this row, one per seed; may be empty.</param>
public sealed record PaperRow(string Label, string Role, string Input, Cell.Copied? Published,
    IReadOnlyList<RunRecord> Runs);

/// <summary>Sets what a paper printed beside what was measured here.</summary>
public static class PaperTable
{
    private static readonly Cell.Text NotInPaper = new("not in paper");
    private static readonly Cell.Text None = new("–");

    private static readonly Column[] Columns =
    [
        new("Model"), new("Role"), new("Input"), new("Paper", Unit.Percent),
        new("Last epoch", Unit.Percent), new("Best epoch", Unit.Percent),
        new("Last − paper", Unit.Points), new("Time per run", Unit.Seconds),
    ];

    /// <summary>Builds the table; its captions come from the records.</summary>
    /// <param name="seeds">How many seeds of a row were planned and how many are there, in words.</param>
    /// <exception cref="ResultsException">
    /// The runs are of different data, scales, algorithms or precisions, which must not share a table, or a row has one
    /// seed twice.
    /// </exception>
    public static ResultTable Create(string title, IReadOnlyList<PaperRow> rows, string? seeds = null)
    {
        RunRecord[] runs = [.. rows.SelectMany(row => row.Runs)];
        RequireOne(title, "data",
            runs.Select(run => $"{run.Data.Name} ({run.Data.Origin}, sha256 {run.Data.Sha256[..12]})"));
        RequireOne(title, "scores", runs.Select(run => run.Result.Score));
        RequireOne(title, "scale", runs.Select(run => run.Scale));
        RequireOne(title, "algorithms", runs.Select(run => $"{run.Algorithm()}"));
        RequireOne(title, "precisions", runs.Select(run => run.Precision()));
        foreach (var row in rows)
            if (row.Runs.GroupBy(run => run.Seed).FirstOrDefault(seed => seed.Count() > 1) is { } twice)
                throw new ResultsException($"Table '{title}', row {row.Label}: seed {twice.Key} is there twice.");
        return new ResultTable(title, [.. Captions(runs, seeds)], Columns, [.. rows.Select(Cells)]);
    }

    /// <summary>The rows that the paper prints, without any run.</summary>
    public static ResultTable Published(string title, IEnumerable<PaperRow> rows) =>
        new(title, ["In percent, as printed."], Columns[..4],
            [.. from row in rows where row.Published is not null select Cells(row)[..4]]);

    private static Cell[] Cells(PaperRow row)
    {
        double[] last = [.. row.Runs.Select(run => run.Result.Last)];
        return
        [
            new Cell.Text(row.Label), new Cell.Text(row.Role), new Cell.Text(row.Input),
            (Cell?)row.Published ?? NotInPaper,
            Cell.From(last),
            Cell.From([.. row.Runs.Select(run => run.Result.Best)]),
            row.Published is { Value: var published } && last.Length > 0
                ? new Cell.Measured([.. last.Select(value => value - published)])
                : None,
            Cell.From([.. row.Runs.Select(run => run.WallSeconds)]),
        ];
    }

    private static IEnumerable<string> Captions(RunRecord[] runs, string? counts)
    {
        if (runs.Length == 0)
        {
            yield return "Nothing was run yet.";
            yield break;
        }
        var score = runs[0].Result.Score;
        var held = runs[0].Recipe.TryGetProperty("images", out var images) && images.TryGetProperty("tested", out _);
        yield return $"{char.ToUpperInvariant(score[0])}{score[1..]} on "
            + $"{(held ? "training images that were held out" : "the test images")}, percent.";
        var (data, scale) = (runs[0].Data, runs[0].Scale);
        var origin = data.Origin switch
        {
            RunData.Real => "real images",
            RunData.Unverified => "images whose checksum is not known",
            _ => $"{data.Origin.ToUpperInvariant()} images",
        };
        yield return $"Data: {data.Name}, {origin}, {data.Classes} classes, {data.TrainImages} training and " +
            $"{data.TestImages} {(held ? "held-out" : "test")} images, sha256 {data.Sha256[..12]}…";
        if (data.Absent is { } absent)
            yield return $"{absent:N0} images that the set lists were not there and were left out.";
        yield return $"Scale: {scale}; seeds: {Join(runs.Select(run => run.Seed).Order())}"
            + (counts is null ? "; " : $" ({counts}); ") +
            $"device: {Join(runs.Select(run => run.Environment.Device))}; "
                + $"{Join(runs.Select(run => run.Environment.Precision))}; " +
            $"libtorch {Join(runs.Select(run => run.Environment.LibTorch))}; algorithm "
                + $"{Join(runs.Select(run => run.Algorithm()))}";
        if (runs[0].Algorithm() is var algorithm and < RunRecord.CurrentAlgorithm)
            yield return $"Measured by algorithm {algorithm} of this "
                + $"kit{(algorithm == 1 ? ", before the move to TorchSharp" : "")}; "
                + $"the present code is algorithm {RunRecord.CurrentAlgorithm}, and its runs will replace these.";
        if (runs.SelectMany(run => TeacherSeeds(run.Recipe)).Distinct().ToList() is { Count: > 0 } shared)
            yield return $"One pretrained teacher for all seeds, the run of seed {Join(shared)}: what differs between "
                + "seeds is the students, and what is found holds for this teacher.";
        if (scale == "tiny")
            yield return "Tiny scale shows that every part works; its numbers mean nothing.";
        if (scale != "paper" || data.Origin != RunData.Real)
            yield return "This is not the paper's setting, so the difference from the paper is no test of the paper.";
        yield return "The last epoch is the result; the best epoch is chosen on the test images, so it flatters.";
        yield return "Time is by the clock of the machine; the first student of a teacher also pays for the teacher's "
            + "answers, which are kept for the others.";
    }

    /// <summary>Seeds of stages that are shared by all seeds of a run.</summary>
    private static IEnumerable<long> TeacherSeeds(JsonElement recipe)
    {
        for (JsonElement? stage = recipe; stage is { ValueKind: JsonValueKind.Object } own; stage = own.TryGetProperty(
            "teacher", out var teacher) ? teacher : null)
            if (own.TryGetProperty("teacherSeed", out var seed)) yield return seed.GetInt64();
    }

    private static string Join<T>(IEnumerable<T> values) => string.Join(", ", values.Distinct());

    private static void RequireOne(string title, string what, IEnumerable<string> values)
    {
        if (values.Distinct().ToList() is { Count: > 1 } several)
            throw new ResultsException(
                $"Table '{title}' would mix {what}: {string.Join(" and ", several)}. Build one table for each.");
    }
}
