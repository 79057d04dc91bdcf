using CrossRes.Papers;
using CrossRes.Training;
using Repro.Commands;
using Repro.Terminal;
using Spectre.Console;
using static TorchSharp.torch;

namespace Repro.Bench.Whole;

/// <summary>All that is claimed of speed in one table and one page.</summary>
/// <param name="checkout">Of the program: its notebooks' kernel is started there.</param>
internal sealed class WholeBench(Workspace checkout, BenchRequest request, Peer peer, string python,
    TextWriter output)
{
    internal const string Estimate = "Estimate at paper scale";

    /// <summary>The parts by name, in the order in which they are measured.</summary>
    internal static IReadOnlyList<string> Parts { get; } =
    [
        "table", "orders", "steps", "precision", "profile", "losses", "batches", "jpeg", "recall", "kernel", "growth",
        "estimate",
    ];

    /// <param name="parts">Of <see cref="Parts"/>.</param>
    /// <param name="folder">Of the page; what it holds of other parts and the same machine stays.</param>
    internal async Task Run(IReadOnlyCollection<string> parts, string folder, CancellationToken cancel)
    {
        Machine.SetThreads();
        var report = BenchReport.Read(folder, BenchMachine.Describe());
        foreach (var part in Parts.Where(parts.Contains))
        {
            output.WriteLine($"{part} …");
            try
            {
                report = await Measure(part, report, cancel);
            }
            catch (MissingToolException e)
            {
                output.WriteLine($"{part}: not run, {e.Message}"); // the others go on
            }
            report.Write(folder);
        }
        TableView.Write(AnsiConsole.Console, report.Table());
        foreach (var profile in report.Profiles) TableView.Write(AnsiConsole.Console, profile.Table(report.Machine));
        if (report.Growths.Count > 0) TableView.Write(AnsiConsole.Console, report.GrowthTable());
        foreach (var line in report.Notes.Values.SelectMany(lines => lines)) output.WriteLine($"* {line}");
        output.WriteLine($"The page is in {Path.GetRelativePath(Environment.CurrentDirectory, folder)}");
    }

    private async Task<BenchReport> Measure(string part, BenchReport report, CancellationToken cancel)
    {
        switch (part)
        {
            case "table":
                return TableBench.Table1(request).Measure(report, request, peer, output, cancel);
            case "orders":
                return TableBench.OrderSweep(request).Measure(report, request, peer, output, cancel);
            case "steps":
                return report.With(StepBench.Part, StepBench.Run(request, peer, output, cancel));
            case "precision":
                return Bf16Support.Lacking(CPU) is { } lacking
                    ? report.With(PrecisionBench.Part, [], [$"{PrecisionBench.Part}: not run, {lacking}"])
                    : report.With(PrecisionBench.Part, PrecisionBench.Run(request, output, cancel));
            case "profile":
                var (profiles, calls) = ProfileBench.Run(request, output, cancel);
                return report.With(ProfileBench.Part, [], calls) with { Profiles = profiles };
            case "losses":
                return report.With(LossBench.Part, LossBench.Run(request, peer, output, cancel));
            case "batches":
                return report.With(BatchBench.Part, [BatchBench.Run(request, peer, cancel)]);
            case "jpeg":
                return request.Faces is null ? report.With(DecodeBench.Part, [], ["JPEG files: not run, no --faces"])
                    : report.With(DecodeBench.Part, [await DecodeBench.Compare(request.Faces, 2000, python, cancel)]);
            case "recall":
                var size = new RecallSize(request.Small ? 1000 : 30_000, 512, [1, 10, 100, 1000]);
                return report.With(RecallBench.Part, [await RecallBench.Compare(size, python, request.Rounds, cancel)]);
            case "kernel":
                var text = new StringWriter();
                await KernelBench.Run(checkout, request.Small ? 1 : 5, request.Small ? 10 : 1000,
                    request.Small ? 1 : 50, python, text, cancel);
                return report.With("Notebook kernel", [],
                    text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
            case "growth":
                return report with { Growths = GrowthBench.Run(request, output, cancel) };
            default:
                return report.With(Estimate, [], PaperEstimate.Lines(Catalogue.All));
        }
    }
}
