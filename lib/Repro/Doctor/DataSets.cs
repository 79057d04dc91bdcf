using CrossRes.Common;
using CrossRes.Data.Sets;

namespace Repro.Doctor;

/// <summary>Which data sets are there and whether their bytes are the official ones.</summary>
internal static class DataSets
{
    /// <summary>Where data-scripts put data sets, below the root of the checkout.</summary>
    public const string DefaultFolder = ".crossres/data";

    /// <param name="folder">Holds CIFAR-100's <c>train.bin</c> and <c>test.bin</c>, or a folder <c>cifar-100-binary</c> that does.</param>
    public static Finding Cifar(string folder)
    {
        const string name = "CIFAR-100";
        if (!Directory.Exists(folder))
            return Finding.Warn(name, $"no folder {folder}", "fetch it with data-scripts/cifar100.sh and name its folder with --data; without --data synthetic images stand in");
        try
        {
            var (train, test) = Cifar100.Load(folder, new(Classes: 1)); // the checksum is of the whole file
            using (train)
            using (test)
                return Finding.Ok(name, $"{train.Origin.Name}, {train.Origin.Kind}, in {folder}");
        }
        catch (DataFileException e)
        {
            return Finding.Warn(name, e.Message, "fetch it again with data-scripts/cifar100.sh");
        }
    }
}
