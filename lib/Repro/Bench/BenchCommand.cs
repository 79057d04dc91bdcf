using System.CommandLine;
using CrossRes.Benchmarks;
using CrossRes.Experiments;
using CrossRes.Papers.Crrcd;
using CrossRes.Training;
using Repro.Bench.Trust;
using Repro.Bench.Whole;

namespace Repro.Bench;

/// <summary><c>repro bench</c>: what is claimed of speed, measured on this machine.</summary>
internal static class BenchCommand
{
    internal static Command Create(Workspace workspace)
    {
        Option<string[]> parts = new("--parts")
        {
            Description = $"some of {string.Join(", ", WholeBench.Parts)}; all without it",
            AllowMultipleArgumentsPerToken = true, HelpName = "PART…",
        };
        Option<string?> data = new("--data") { Description = "folder of CIFAR-100; synthetic images without it",
            HelpName = "DIR" };
        Option<string?> faces = new("--faces") { Description = "folder of JPEG files as large as LFW's",
            HelpName = "DIR" };
        Option<string> scale = new("--scale") { Description = "of Table 1 and the order sweep",
            DefaultValueFactory = _ => Scale.Laptop.Name, HelpName = Scale.Names };
        Option<string[]> rows = new("--rows") { Description = "only rows of these two whose names fit",
            DefaultValueFactory = _ => ["*"], AllowMultipleArgumentsPerToken = true, HelpName = "PATTERN…" };
        Option<int> seeds = new("--seeds") { Description = "of each of their rows, 1 to N",
            DefaultValueFactory = _ => 3, HelpName = "N" };
        Option<int> rounds = new("--rounds") { Description = "how often this program and PyTorch take turns",
            DefaultValueFactory = _ => 3, HelpName = "N" };
        Option<bool> small = new("--small") { Description = "sizes that prove that every part works; the times "
            + "mean nothing" };
        Option<string> python = new("--python") { Description = "a Python that has torch, Pillow, jupyter_client",
            DefaultValueFactory = _ => "/usr/bin/python3", HelpName = "FILE" };
        Option<string?> output = new("--output") { Description = "folder of the page; results/bench without it",
            HelpName = "DIR" };
        Command bench = new("bench", "Measure what is claimed of speed, all of it or a part: beside PyTorch, or with "
            + "and without")
        {
            parts, data, faces, scale, rows, seeds, rounds, small, python, output, Recall(), Sweep(workspace), Decode(),
            Kernel(workspace), TrustCommand.Create(),
        };
        bench.SetAction(async (arguments, cancel) =>
        {
            var wanted = arguments.GetValue(parts) is { Length: > 0 } some ? some : [.. WholeBench.Parts];
            if (wanted.Except(WholeBench.Parts).FirstOrDefault() is { } unknown)
                throw new ArgumentException($"--parts {unknown}: there are {string.Join(", ", WholeBench.Parts)}");
            if (arguments.GetValue(rounds) < 1 || arguments.GetValue(seeds) < 1)
                throw new ArgumentException("--rounds, --seeds: at least one");
            var size = Scale.Named(arguments.GetValue(scale)!);
            var folder = arguments.GetValue(data) is { } given ? Path.GetFullPath(given)
                : DataSets.Named("cifar100").StandIn(Path.Combine(workspace.Work, "data"), Scale.Laptop);
            var own = Workspace.Around(AppContext.BaseDirectory) ?? workspace; // wherever the results go
            var peer = new Peer(arguments.GetValue(python)!, own.Root);
            await new WholeBench(own, new(size, folder, arguments.GetValue(faces), arguments.GetValue(rows)!,
                arguments.GetValue(seeds), arguments.GetValue(rounds), arguments.GetValue(small)), peer,
                arguments.GetValue(python)!, Console.Out).Run(wanted,
                Path.GetFullPath(arguments.GetValue(output) ?? Path.Combine(workspace.Results, "bench")), cancel);
            return 0;
        });
        return bench;
    }

    private static Command Sweep(Workspace workspace)
    {
        Option<string> scale = new("--scale") { Description = "how much of the experiment", DefaultValueFactory = _ =>
            Scale.Laptop.Name, HelpName = Scale.Names };
        Option<string?> data = new("--data") { Description = "folder of CIFAR-100; synthetic images without it",
            HelpName = "DIR" };
        Option<string> subsets = new("--subsets") { Description = "sets of orders", DefaultValueFactory = _ =>
            "1,2,3,C,123C", HelpName = "SET,SET,…" };
        Option<string> student = new("--student") { Description = "its network", DefaultValueFactory = _ =>
            "resnet18", HelpName = "NETWORK" };
        Command sweep = new("sweep",
            "A sweep over sets of orders with the teacher's stored answers, beside one that asks it each time") { scale,
            data, subsets, student };
        sweep.SetAction((arguments, cancel) => Task.FromResult(SweepBench.Run(
            workspace, Scale.Named(arguments.GetValue(scale)!), arguments.GetValue(data),
            arguments.GetValue(subsets)!.Split(','), arguments.GetValue(student)!, Console.Out, cancel)));
        return sweep;
    }

    private static Command Decode()
    {
        Argument<string> folder = new(
            "folder") { Description = "with JPEG or PNG images as large as LFW's, anywhere below" };
        Option<int> images = new("--images") { Description = "the first so many", DefaultValueFactory = _ =>
            2000, HelpName = "N" };
        Option<string> python = new("--python") { Description = "a Python that has Pillow", DefaultValueFactory = _ =>
            "/usr/bin/python3", HelpName = "FILE" };
        Command decode = new("decode",
            "Decoding, cropping and resizing of faces, beside Pillow to the same pixels") { folder, images, python };
        decode.SetAction((arguments, cancel) => DecodeBench.Run(
            arguments.GetValue(folder)!, arguments.GetValue(images), arguments.GetValue(python)!, Console.Out, cancel));
        return decode;
    }

    private static Command Kernel(Workspace workspace)
    {
        Option<int> starts = new("--starts") { Description = "how often a kernel is started", DefaultValueFactory = _ =>
            5, HelpName = "N" };
        Option<int> cells = new("--cells") { Description = "executed one after the other", DefaultValueFactory = _ =>
            1000, HelpName = "N" };
        Option<int> output = new("--output") { Description = "written by one cell", DefaultValueFactory = _ =>
            50, HelpName = "MB" };
        Option<string> python = new("--python") { Description = "a Python that has jupyter_client",
            DefaultValueFactory = _ => "/usr/bin/python3", HelpName = "FILE" };
        Command kernel = new("kernel",
            "The notebooks' kernel as Jupyter's client sees it: start, a trivial cell, many cells, much "
                + "output") { starts, cells, output, python };
        kernel.SetAction((arguments, cancel) => KernelBench.Run(
            workspace, arguments.GetValue(starts), arguments.GetValue(cells), arguments.GetValue(output),
            arguments.GetValue(python)!, Console.Out, cancel));
        return kernel;
    }

    private static Command Recall()
    {
        Option<int> images = new("--images") { Description = "how many embeddings", DefaultValueFactory = _ =>
            60502, HelpName = "N" };
        Option<int> width = new("--width") { Description = "their columns", DefaultValueFactory = _ =>
            512, HelpName = "D" };
        Option<int[]> ks = new("--k") { Description = "K of Recall@K", DefaultValueFactory = _ =>
            [1, 10, 100, 1000], AllowMultipleArgumentsPerToken = true };
        Option<string> python = new("--python") { Description = "a Python that has torch", DefaultValueFactory = _ =>
            "/usr/bin/python3", HelpName = "FILE" };
        Command recall = new("recall",
            "Recall@K of as many embeddings as Stanford Online Products tests, beside PyTorch's topk on all distances "
                + "(16 GB of memory)")
        {
            images, width, ks, python,
        };
        recall.SetAction((arguments, cancel) => RecallBench.Run(
            new(arguments.GetValue(images), arguments.GetValue(width), arguments.GetValue(ks)!),
            arguments.GetValue(python)!, Console.Out, cancel));
        return recall;
    }
}
