using System.CommandLine;
using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Models;
using CrossRes.Training;
using CSharpKernel.Notebooks;
using static TorchSharp.torch;

namespace Repro.Commands;

/// <summary>
/// <c>repro data imagenet</c>: ImageNet's weights of one network, from a NuGet package, written as safetensors.
/// </summary>
internal static class ImageNetCommand
{
    internal static Command Create()
    {
        Option<string?> from = new("--from")
        {
            Description = $"{Path.GetFileName(ImageNetWeights.FileInPackage)} of {ImageNetWeights.Package} "
                + $"{ImageNetWeights.Version}; without it the package is fetched, 60 MB, MIT licence",
            HelpName = "FILE",
        };
        Option<string?> to = new("--out")
        {
            Description = $"file to write; without it .crossres/weights/{ImageNetWeights.Architecture}.safetensors",
            HelpName = "FILE",
        };
        Command command = new("imagenet",
            $"Write ImageNet's weights of {ImageNetWeights.Architecture}, a ResNet of 2, 2, 2 and 3 basic blocks, "
                + "for --weights of ./repro run table4-cub200-imagenet --scale desktop")
        {
            from, to,
        };
        command.SetAction((arguments, cancel) =>
        {
            var target = arguments.GetValue(to) ?? Path.Combine(Workspace.Find().Work, "weights",
                $"{ImageNetWeights.Architecture}.safetensors");
            var folder = Directory.CreateTempSubdirectory("crossres ").FullName;
            try
            {
                Write(arguments.GetValue(from) ?? Fetched(folder, cancel), target);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
            Console.WriteLine(target);
            return Task.FromResult(0);
        });
        return command;
    }

    /// <exception cref="DataFileException">It is another file.</exception>
    private static void Write(string onnx, string target)
    {
        using var scope = NewDisposeScope();
        var tensors = ImageNetWeights.Read(onnx);
        if (RunFolder.Sha256(onnx) is var sha && sha != ImageNetWeights.OnnxSha256)
            throw new DataFileException(onnx, $"has sha256 {sha[..12]}…, the package's has "
                + $"{ImageNetWeights.OnnxSha256[..12]}…", $"name {ImageNetWeights.FileInPackage} of "
                + $"{ImageNetWeights.Package} {ImageNetWeights.Version}, or leave --from out");
        Safetensors.Save(target, tensors, new Dictionary<string, string>
        {
            ["network"] = $"{ImageNetWeights.Architecture}: torchvision's names, blocks [2, 2, 2, 3], no classifier",
            ["source"] = $"{ImageNetWeights.Package} {ImageNetWeights.Version}, MIT licence, ImageNet",
            ["sha256"] = sha,
        });
    }

    /// <summary>The package's file, by an ordinary restore into a folder of its own.</summary>
    /// <exception cref="MissingToolException">The registry does not have it, or did not answer.</exception>
    private static string Fetched(string folder, CancellationToken cancel)
    {
        Console.Error.WriteLine($"fetching {ImageNetWeights.Package} {ImageNetWeights.Version} (60 MB)");
        var packages = Path.Combine(folder, "packages");
        var why = PackageRestore.Run(folder, $"""
            <PackageDownload Include="{ImageNetWeights.Package}" Version="[{ImageNetWeights.Version}]" />
            """, cancel, "--packages", packages);
        cancel.ThrowIfCancellationRequested();
        return why is null
            ? Path.Combine(packages, ImageNetWeights.Package.ToLowerInvariant(), ImageNetWeights.Version,
                ImageNetWeights.FileInPackage)
            : throw new MissingToolException(
                $"{ImageNetWeights.Package} {ImageNetWeights.Version} could not be restored: {why}. Get the package "
                    + $"where there is a network, and name its {ImageNetWeights.FileInPackage} with --from");
    }
}
