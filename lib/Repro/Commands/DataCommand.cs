using System.CommandLine;
using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;

namespace Repro.Commands;

/// <summary><c>repro data</c>: look at a data set, unpack one, or make a synthetic one.</summary>
internal static class DataCommand
{
    internal static Command Create() =>
        new("data", "Data sets: check one, or make a synthetic stand-in") { Synthetic(), Unpack(), Check() };

    private static Command Synthetic()
    {
        var defaults = new SyntheticOptions();
        Option<string> folder = new("--out") { Description = "folder to make", Required = true, HelpName = "DIR" };
        Option<int> train = new("--train-per-class") { Description = "training images of each of the 100 classes", DefaultValueFactory = _ => 500 };
        Option<int> test = new("--test-per-class") { Description = "test images of each class", DefaultValueFactory = _ => 100 };
        Option<long> seed = new("--seed") { Description = "another seed draws other images", DefaultValueFactory = _ => defaults.Seed };
        Command command = new("synthetic", "Make procedural images in CIFAR-100's official binary format") { folder, train, test, seed };
        command.SetAction(arguments =>
        {
            var target = arguments.GetValue(folder)!;
            SyntheticCifar100.Write(target, new(arguments.GetValue(seed), arguments.GetValue(train), arguments.GetValue(test)));
            Console.WriteLine($"synthetic images in the format of CIFAR-100: {target}");
            return 0;
        });
        return command;
    }

    private static Command Unpack()
    {
        Argument<string> archive = new("archive") { Description = ".tar.gz, .tar or .zip with train.bin and test.bin" };
        Argument<string> folder = new("folder") { Description = "where the files go" };
        Command command = new("unpack", "Unpack CIFAR-100's binary version, however it was packed") { archive, folder };
        command.SetAction(arguments =>
        {
            Cifar100Archive.Unpack(arguments.GetValue(archive)!, arguments.GetValue(folder)!);
            return 0;
        });
        return command;
    }

    private static Command Check()
    {
        Argument<string> folder = new("folder") { Description = "folder of a data set" };
        Command command = new("check", "Read a data set whole and say what it is, by checksum") { folder };
        command.SetAction(arguments =>
        {
            var (train, test) = Cifar100.Load(arguments.GetValue(folder)!);
            foreach (var set in (ImageSet[])[train, test])
                using (set)
                    Console.WriteLine($"{set.Name}: {set.Count} images of {set.ClassNames.Count} classes; {set.Origin.Name} ({set.Origin.Kind}), sha256 {set.Origin.Sha256}");
            return 0;
        });
        return command;
    }
}
