using System.Globalization;
using CrossRes.Common;
using CrossRes.Results;

namespace CrossRes.Display;

/// <summary>A run: what it was, what came out, and a small curve of the test score over the epochs.</summary>
internal sealed class RunView(RunRecord run) : IRichView
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Render()
    {
        var table = Facts();
        return new Dictionary<string, string>
        {
            ["text/html"] = table.ToHtml() + Curve(),
            ["text/markdown"] = table.ToMarkdown(),
            ["text/plain"] = table.ToPlainText(),
        };
    }

    /// <summary>A row for each run.</summary>
    internal static ResultTable Table(IReadOnlyCollection<RunRecord> runs) => new(
        $"{runs.Count} runs", [],
        [new("Row"), new("Seed", Unit.Number), new("Scale"), new("Data"), new("Score"), new("Last epoch", Unit.Percent),
            new("Best epoch", Unit.Percent), new("Time", Unit.Seconds)],
        [.. runs.Select(r => (Cell[])[new Cell.Text(r.Row), new Cell.Measured(r.Seed), new Cell.Text(r.Scale),
            new Cell.Text(Origin(r)), new Cell.Text(r.Result.Score),
            new Cell.Measured(r.Result.Last), new Cell.Measured(r.Result.Best), new Cell.Measured(r.WallSeconds)])]);

    private ResultTable Facts()
    {
        (string Name, string Value)[] facts =
        [
            (run.Result.Score,
                $"{Percent(run.Result.Last)} after the last epoch ({Percent(run.Result.Best)} after epoch "
                    + $"{run.Result.BestEpoch}, the best on the test images)"),
            ("data", $"{Origin(run)}, {run.Data.Classes} classes, {run.Data.TrainImages} training and "
                + $"{run.Data.TestImages} test images; {run.Data.Resolution}"),
            ("epochs", $"{run.Epochs.Count} in {Duration.Text(run.WallSeconds)}"),
            ("machine", $"{run.Environment.Device}, {run.Environment.Precision}, {run.Environment.Threads} threads, "
                + $"libtorch {run.Environment.LibTorch}"),
            ("code", run.Environment.CodeVersion),
            ("started", run.Started.ToString("u", CultureInfo.InvariantCulture)),
            ("recipe", run.RecipeDigest[..12]),
        ];
        return new ResultTable($"{run.Table} {run.Row}, seed {run.Seed}, {run.Setting()}", [],
            [new("Run"), new(run.Id)],
            [.. facts.Select(fact => (Cell[])[new Cell.Text(fact.Name), new Cell.Text(fact.Value)])]);
    }

    private string Curve()
    {
        (int, double Score)[] scores = [.. run.Epochs.Select((epoch, i) => (i + 1, epoch.Test[run.Result.Score]))];
        if (scores.Length < 2) return "";
        var ends = $"{Percent(scores.Min(s => s.Score))} to {Percent(scores.Max(s => s.Score))}";
        return ScoreCurve.Svg($"{run.Result.Score} over the epochs, {ends}", scores, scores.Length);
    }

    private static string Origin(RunRecord run) =>
        run.Data.Origin == RunData.Real ? run.Data.Name : $"{run.Data.Name}, {run.Data.Origin.ToUpperInvariant()}";

    private static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} %");
}
