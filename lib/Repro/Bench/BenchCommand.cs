using System.CommandLine;
using CrossRes.Experiments;
using CrossRes.Papers.Crrcd;
using CrossRes.Training;
using Repro.Bench.Trust;

namespace Repro.Bench;

/// <summary><c>repro bench</c>: what is claimed of speed, measured on this machine.</summary>
internal static class BenchCommand
{
    internal static Command Create(Workspace workspace) =>
        new("bench", "Measure what is claimed of speed: beside PyTorch, or with and without") { Recall(),
            Sweep(workspace), Decode(), Kernel(workspace), TrustCommand.Create() };

    private static Command Sweep(Workspace workspace)
    {
        Option<string> scale = new("--scale") { Description = "how much of the experiment", DefaultValueFactory = _ =>
            Scale.Laptop.Name, HelpName = string.Join('|', Scale.All.Select(s => s.Name)) };
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
