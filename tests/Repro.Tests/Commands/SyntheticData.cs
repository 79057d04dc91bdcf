using CrossRes.Data.StandIns;
using Repro.Tests.Commands;
using Xunit;

[assembly: AssemblyFixture(typeof(SyntheticData))]

namespace Repro.Tests.Commands;

/// <summary>Synthetic images, made once for all tests that need some.</summary>
public sealed class SyntheticData : IDisposable
{
    private readonly TempFolder home = new();
    private readonly Lazy<string> folder;

    public SyntheticData() => folder = new(() =>
    {
        SyntheticCifar100.Write(home["images"], new SyntheticOptions(1, 8, 2));
        return home["images"];
    });

    public string Folder => folder.Value;

    public void Dispose() => home.Dispose();
}
