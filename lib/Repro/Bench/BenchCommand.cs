using System.CommandLine;

namespace Repro.Bench;

/// <summary><c>repro bench</c>: this program beside its peers, on this machine.</summary>
internal static class BenchCommand
{
    internal static Command Create()
    {
        Option<int> images = new("--images") { Description = "how many embeddings", DefaultValueFactory = _ => 60502, HelpName = "N" };
        Option<int> width = new("--width") { Description = "their columns", DefaultValueFactory = _ => 512, HelpName = "D" };
        Option<int[]> ks = new("--k") { Description = "K of Recall@K", DefaultValueFactory = _ => [1, 10, 100, 1000], AllowMultipleArgumentsPerToken = true };
        Option<string> python = new("--python") { Description = "a Python that has torch", DefaultValueFactory = _ => "/usr/bin/python3", HelpName = "FILE" };
        Command recall = new("recall", "Recall@K of as many embeddings as Stanford Online Products tests, beside PyTorch's topk on all distances (16 GB of memory)")
        {
            images, width, ks, python,
        };
        recall.SetAction((arguments, cancel) => RecallBench.Run(
            new(arguments.GetValue(images), arguments.GetValue(width), arguments.GetValue(ks)!), arguments.GetValue(python)!, Console.Out, cancel));
        return new("bench", "Measure this program beside PyTorch") { recall };
    }
}
