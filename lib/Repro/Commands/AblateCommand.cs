using System.CommandLine;
using System.Globalization;
using CrossRes.Papers.Horkd;
using CrossRes.Training;
using Spectre.Console;

namespace Repro.Commands;

/// <summary>
/// <c>repro ablate orders</c>: which orders of relational knowledge help a student, alone and together.
/// </summary>
internal static class AblateCommand
{
    internal static Command Create(Workspace workspace) =>
        new("ablate",
            "Take a method apart: train a student with every part alone and together, and test what is claimed")
        {
            Orders(workspace),
        };

    private static Command Orders(Workspace workspace)
    {
        Option<string> subsets = new("--subsets") { Description = "sets of orders, such as none,1,2,12C",
            DefaultValueFactory = _ => "all", HelpName = "all|SET,SET,…" };
        Option<string> weights = new("--weights")
        {
            Description = $"the four published factors, RKD's for orders 2 and 3, sums as printed, or your own (those "
                + "left out stay published): "
                + $"{string.Join(", ", Weighting.All.Select(w => $"{w.Key} is {w.Weights}"))}",
            DefaultValueFactory = _ => Weighting.Published.Key,
            HelpName = "NAME|1=W,2=W,…",
        };
        Option<string> dataset = new("--dataset") { Description = string.Join(", ", HorkdFigure4.Sets),
            DefaultValueFactory = _ => "cifar100", HelpName = "NAME" };
        Option<string?> student = new(
            "--student") { Description = "its network: resnet18, vgg11_bn, …; the one of Figure 4 without it",
            HelpName = "NETWORK" };
        Option<int> resolution = new(
            "--resolution") { Description = "side of the images that the student sees, in pixels",
            DefaultValueFactory = _ => 16, HelpName = "PX" };
        Option<int> seeds = new("--seeds") { Description = "how many seeds, 1 to N; a difference needs two or more",
            DefaultValueFactory = _ => 3, HelpName = "N" };
        var options = new RunOptions("--teacher-weights"); // --weights are those of the orders
        Command command = new("orders",
            "All 16 sets of HORKD's orders 1, 2, 3 and C, or some, with verdicts on the paper's claims (Figure 4). For "
                + "example ./repro ablate orders --subsets none,1,12C --seeds 3")
        {
            subsets, weights, dataset, student, resolution, seeds,
        };
        options.AddTo(command);
        command.SetAction((arguments, cancel) =>
        {
            var request = options.Read(arguments);
            var weighting = Read(arguments.GetValue(weights)!);
            var count = arguments.GetValue(seeds);
            if (count < 1) throw new ArgumentException($"--seeds {count}: at least one seed is needed");
            var side = arguments.GetValue(resolution);
            if (side < 8) throw new ArgumentException($"--resolution {side}: 8 pixels or more");
            var experiment = NamedSweep.Create(
                arguments.GetValue(dataset)!, arguments.GetValue(student), side, weighting,
                Sets(weighting, arguments.GetValue(subsets)!));
            using var laboratory = request.Open(workspace, experiment);
            var runs = experiment.Planned(experiment.Trainable, laboratory.Scale, count);
            if (!Work.Do(workspace, laboratory, runs, request, cancel).IsTrained) return Task.FromResult(0);
            var outcome = new Outcome(laboratory);
            var folder = outcome.Write();
            outcome.Show(AnsiConsole.Console);
            AnsiConsole.WriteLine(
                $"Table and figures are in {Path.GetRelativePath(Environment.CurrentDirectory, folder)}");
            return Task.FromResult(0);
        });
        return command;
    }

    private static Weighting Read(string text)
    {
        if (Weighting.All.FirstOrDefault(w => w.Key == text) is { } named) return named;
        var changes = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=') is [var letter, var number]
            && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
                && double.IsFinite(weight)
            ? (letter, weight)
            : throw new ArgumentException(
                $"--weights {text}: write {string.Join(", ", Weighting.All.Select(w => w.Key))}, or factors such as "
                    + "1=1,2=0.5")).ToArray();
        return NamedSweep.Changed(changes);
    }

    private static IReadOnlyList<string> Sets(Weighting weighting, string text) => text == "all"
        ? weighting.Subsets
        : [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(set => set == "none" ? "" : string.Concat(weighting.For(set).Select(o => o.Letter))).Distinct()];
}
