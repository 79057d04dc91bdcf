using CrossRes.Benchmarks;
using CrossRes.Common;

namespace Repro.Doctor;

/// <summary>Which data sets are there, and whether their bytes are the official ones.</summary>
internal static class DataFindings
{
    /// <summary>Where data-scripts put data sets, below the root of the checkout.</summary>
    public const string DefaultFolder = ".crossres/data";

    /// <summary>A line for every set that the kit knows.</summary>
    /// <param name="folder">Holds the files of a set, or the folders that its archives unpack to.</param>
    public static IEnumerable<Finding> Examine(string folder) =>
        DataSets.All.DistinctBy(s => s.Name).Select(set => Examine(set, folder));

    private static Finding Examine(DataSet set, string folder)
    {
        if (!set.IsIn(folder)) return Finding.Warn(set.Name, $"not in {folder}; synthetic images stand in", set.Remedy);
        if (!set.ByFile)
        {
            return Finding.Ok(set.Name,
                $"in {folder}; {(set.Official is null ? "no checksum of it is known" : set.Official)}: ./repro data "
                    + "check reads it whole");
        }
        try
        {
            using var data = set.Read(folder, classes: 1); // the checksums are of whole files
            return Finding.Ok(set.Name, $"{data.Train.Origin.Name}, {data.Origin}, in {folder}; {set.Official}");
        }
        catch (DataFileException e)
        {
            return Finding.Warn(set.Name, e.Message, set.Remedy);
        }
    }
}
