using System.Globalization;
using CrossRes.Results;

namespace Repro.Terminal;

/// <summary>The words of both progress displays.</summary>
internal static class ProgressText
{
    public static string Epoch(EpochRecord epoch, int epochs) => string.Create(CultureInfo.InvariantCulture,
        $"epoch {epoch.Epoch}/{epochs}, loss {epoch.Loss:0.000}, train {epoch.TrainTop1:0.00} %, {Test(epoch)}");

    /// <summary>The first score of a test.</summary>
    public static string Test(EpochRecord epoch) =>
        epoch.Test.Select(t => string.Create(CultureInfo.InvariantCulture, $"test {t.Value:0.00} %")).First();

    public static string Step(int epoch, int epochs) => $"epoch {epoch}/{epochs}";

    public static string Done(PlanClock plan, RunClock run, RunRecord record)
    {
        var result = record.Result;
        var how = run.IsTraining ? $"in {Duration.Text(record.WallSeconds)}" : "from an earlier run";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Place(plan, run)}: {result.Last:0.00} % (best {result.Best:0.00} % at epoch {result.BestEpoch}), {how}");
    }

    public static string Place(PlanClock plan, RunClock run) => $"[{run.Position}/{plan.Count}] {run.Label}";

    public static string Left(PlanClock plan) => plan.Remaining switch
    {
        null => "time left not known yet",
        { TotalSeconds: < 10 } => "a few seconds left",
        { TotalSeconds: var seconds } => $"about {Duration.Text(seconds)} left",
    };
}
