using CrossRes.Data;

namespace Repro.Tests.Commands;

/// <summary>Synthetic images, made once for all tests of a class.</summary>
public sealed class SyntheticData : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("crossres-data-");

    public SyntheticData() => SyntheticCifar100.Write(Folder, new SyntheticOptions(1, 8, 2));

    public string Folder => Path.Combine(home.FullName, "images");

    public void Dispose() => home.Delete(recursive: true);
}
