using System.CommandLine;
using System.Globalization;
using CrossRes.Benchmarks;
using CrossRes.Common;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;

namespace Repro.Commands;

/// <summary><c>repro data</c>: look at a data set, unpack one, or make a synthetic one.</summary>
internal static class DataCommand
{
    internal static Command Create() =>
        new("data", "Data sets: check one, or make a synthetic stand-in; and ImageNet's weights")
        {
            Synthetic(), Unpack(), Check(), ImageNetCommand.Create(),
        };

    private static Command Synthetic()
    {
        var defaults = new SyntheticOptions();
        Option<string> folder = new("--out") { Description = "folder to make", Required = true, HelpName = "DIR" };
        Option<int> train = new("--train-per-class") { Description = "training images of each of the 100 classes",
            DefaultValueFactory = _ => 500 };
        Option<int> test = new("--test-per-class") { Description = "test images of each class",
            DefaultValueFactory = _ => 100 };
        Option<long> seed = new("--seed") { Description = "another seed draws other images", DefaultValueFactory = _ =>
            defaults.Seed };
        Command command = new("synthetic", "Make procedural images in CIFAR-100's official binary format") { folder,
            train, test, seed };
        command.SetAction(arguments =>
        {
            var target = arguments.GetValue(folder)!;
            SyntheticCifar100.Write(target,
                new(arguments.GetValue(seed), arguments.GetValue(train), arguments.GetValue(test)));
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
        Option<string?> named = new("--set")
        {
            Description = $"only this one of {string.Join(", ", DataSets.All.Select(s => s.Key))}; without it all that "
                + "seem to be there",
            HelpName = "NAME",
        };
        Command command = new("check",
            "Read a data set whole and say what it is, by checksum. For example ./repro data check cifar-100-binary")
        {
            folder, named,
        };
        command.SetAction(arguments =>
        {
            var place = arguments.GetValue(folder)!;
            foreach (var set in Wanted(place, arguments.GetValue(named))) Console.WriteLine(Describe(set, place));
            return 0;
        });
        return command;
    }

    /// <exception cref="DataFileException">The folder holds no set; the message says what each would be known
    /// by.</exception>
    private static IReadOnlyList<DataSet> Wanted(string folder, string? named)
    {
        if (named is not null) return [DataSets.Named(named)];
        List<DataSet> there = [.. DataSets.All.Where(s => s.IsIn(folder)).DistinctBy(s => s.Name)];
        var known = DataSets.All.DistinctBy(s => s.Name).Select(s => $"{s.Name} by {string.Join(" or ", s.Marks)}");
        return there.Count > 0 ? there : throw new DataFileException(
            folder, "holds no data set that this kit knows", $"these are known by: {string.Join("; ", known)}");
    }

    private static string Describe(DataSet set, string folder)
    {
        using var data = set.Read(folder);
        var absent = data.Absent is > 0 and var n ? $", {n:N0} absent" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{set.Name}: {data.Train.Count:N0} images of {data.Train.ClassNames.Count:N0} classes to learn from, "
                + $"{data.TestCount:N0} in the test{absent}; "
            + $"{data.Train.Origin.Name} ({data.Origin}), sha256 {data.Sha256}; official: "
            + $"{set.Official ?? "no checksum known"}");
    }
}
