using CrossRes.Data.StandIns;

namespace Repro.Tests.Commands;

/// <summary>Synthetic images, made once for all tests of a class.</summary>
public sealed class SyntheticData : IDisposable
{
    private readonly TempFolder home = new();

    public SyntheticData() => SyntheticCifar100.Write(Folder, new SyntheticOptions(1, 8, 2));

    public string Folder => home["images"];

    public void Dispose() => home.Dispose();
}
