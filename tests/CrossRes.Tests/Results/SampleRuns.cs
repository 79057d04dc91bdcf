using System.Text.Json;
using CrossRes.Results;

namespace CrossRes.Tests.Results;

/// <summary>Small runs to store and show.</summary>
internal static class SampleRuns
{
    public static readonly RunData Data =
        new("CIFAR-100", RunData.Real, new string('a', 64), 20, 10000, 2000, "student 16x16, teacher 32x32");

    private static readonly RunEnvironment Somewhere =
        new("cpu", "float32", "1.13.1", "OpenBLAS", 2, "Debian", "a processor", "1.0.0+0123");

    public static RunRecord Run(
        string row = "OUR-16-R", long seed = 1, string recipe = """{"epochs":2,"weight":0.5}""",
        RunData? data = null, string scale = "laptop", params double[] top1) =>
        RunRecord.Create("table1", row, scale, seed, JsonElement.Parse(recipe), data ?? Data, Somewhere,
            new DateTime(2026, 5, 4, 3, 2, 1, DateTimeKind.Utc), 48.5, "accuracy", [.. (top1 is [] ? [50.5, 57.25] : top1).Select(Epoch)]);

    private static EpochRecord Epoch(double top1, int index) =>
        new(index + 1, 0.1 / (index + 1), 2.5, new Dictionary<string, double> { ["ce"] = 1.5, ["kd"] = 1 }, 40.125,
            new Dictionary<string, double> { ["accuracy"] = top1 }, 4.25);
}
