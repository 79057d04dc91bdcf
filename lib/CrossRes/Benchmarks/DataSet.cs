using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>
/// A data set that recipes can name: how to read it, and how to make a stand-in in its official format.
/// </summary>
/// <param name="Key">What <see cref="ImageSpec.Set"/> calls it.</param>
/// <param name="Name">What tables call it.</param>
/// <param name="Load">Reads a folder: the images that are wanted, and the seed of the run.</param>
/// <param name="StandIn">
/// The folder with synthetic images for a scale, below the folder of all stand-ins; made now where it is missing.
/// </param>
public sealed record DataSet(
    string Key, string Name, Func<string, ImageSpec, long, Benchmark> Load, Func<string, Scale, string> StandIn)
{
    /// <summary>Whether the seed decides which images are held out.</summary>
    public bool Folds { get; init; }

    /// <summary>Whether <see cref="ImageSpec.Tested"/> can hold out a part of its training images.</summary>
    public bool Validates { get; init; }

    /// <summary>Classes of the whole set.</summary>
    public required int Classes { get; init; }

    /// <summary>Side to which images of many sizes are reduced when the set is looked at; null: its own.</summary>
    public int? Side { get; init; }

    /// <summary>What a folder holds that has the set: one of these; parts joined by + belong together.</summary>
    public required IReadOnlyList<string> Marks { get; init; }

    /// <summary>How to come by it.</summary>
    public required string Remedy { get; init; }

    /// <summary>The checksums that make it official, in words; null where none is known.</summary>
    public required string? Official { get; init; }

    /// <summary>Whether those are of whole files, so that reading one class tells.</summary>
    public bool ByFile { get; init; }

    /// <summary>Whether a folder seems to hold the set.</summary>
    public bool IsIn(string folder) => Directory.Exists(folder)
        && Marks.Any(mark => mark.Split('+').All(part => Path.Exists(Path.Combine(folder, part.Trim()))));

    /// <summary>The whole set, to say what it is. Dispose it.</summary>
    /// <param name="classes">The first so many classes; null: all.</param>
    /// <exception cref="Common.DataFileException">A file is missing or damaged.</exception>
    public Benchmark Read(string folder, int? classes = null) =>
        Load(folder, new ImageSpec(classes ?? Classes, null, null) { Set = Key, Side = Side }, 1);
}
