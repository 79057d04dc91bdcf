using System.CommandLine;
using System.Globalization;
using CrossRes.Papers;
using CrossRes.Training;
using Repro.Compare;

namespace Repro.Export;

/// <summary><c>repro export RUN --out DIR</c>: the trained network of a stored run, for other programs.</summary>
internal static class ExportCommand
{
    internal static Command Create(Workspace workspace)
    {
        Argument<string> run = new("run") { Description = NamedRuns.Forms };
        Option<string> folder = new("--out") { Description = "folder for the files; made where it is missing",
            Required = true, HelpName = "DIR" };
        Option<string?> data = new("--data")
        {
            Description = "folder of the run's data set, on which the weights are tested before they are written; the "
                + "stand-in without it",
            HelpName = "DIR",
        };
        Option<string> device = new("--device") { Description = "where to test", DefaultValueFactory = _ => "auto",
            HelpName = "auto|cpu|cuda" };
        Command command = new("export",
            "Write the trained network of a stored run as safetensors under torchvision's names, with what it takes to "
                + "use it, its record and the checksums; its accuracy is measured again first. For example ./repro "
                + "export table1/our-16-r-s1 --out weights") { run, folder, data,
            device };
        command.SetAction(arguments =>
        {
            var named = NamedRuns.Find(workspace.Results, arguments.GetValue(run)!);
            if (named.Seed is null && named.Runs.Count > 1)
                throw new ArgumentException(
                    $"{named.Name}: has {named.Runs.Count} runs; name one by its seed, such as "
                        + $"{named.Name}-s{named.First.Seed}");
            var known = KnownRun.Find(named.First) ?? throw new ArgumentException(
                $"{named.Name}: no table has the recipe {named.First.RecipeDigest[..12]} any more; check out the code "
                    + $"that made it, {named.First.Environment.CodeVersion}");
            var files = new ExportedRun(named.First, known, workspace).Write(
                arguments.GetValue(folder)!, arguments.GetValue(data), Machine.Named(arguments.GetValue(device)!));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{named.First.Result.Score} {named.First.Result.Last:0.00} %, measured again, as the record says"));
            foreach (var file in files) Console.WriteLine(file);
            return 0;
        });
        return command;
    }
}
