using CrossRes.Common;

namespace CrossRes.Data.StandIns;

/// <summary>Folders of synthetic images, which appear whole or not at all.</summary>
internal static class SyntheticFolder
{
    /// <summary>The folder, made now where it is missing.</summary>
    /// <param name="name">Of the set that is imitated.</param>
    /// <param name="write">Fills the folder that it is given; the same options give the same images.</param>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    internal static string Make(string target, string name, long seed, int perClass, Action<string> write)
    {
        if (!IsMade())
        {
            WholeFolder.Make(target, folder =>
            {
                write(folder);
                new OriginFile($"synthetic stand-in for {name}", "synthetic", new(seed, perClass, perClass),
                    new Dictionary<string, string>()).Write(folder);
            }, IsMade);
        }
        return target;

        bool IsMade() => OriginFile.Read(target) is not null;
    }
}
