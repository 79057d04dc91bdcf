using CSharpKernel.Tests.Notebooks;
using Xunit;

namespace Repro.Tests.Commands;

public class NotebookCommandTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 3)]
    public void ACellThatEndsTheProcessIsNamedAndWhatWasRunIsKept(int asked, int code)
    {
        using var checkout = new Checkout();
        using var file = NotebookFile.Of("Console.WriteLine(\"before\");", $"Environment.Exit({asked});", "Console.WriteLine(\"after\");");
        var before = file.Text;
        var ended = checkout.Repro("notebook", file.FullPath);
        Assert.Equal(code, ended.Code);
        Assert.Contains("cell 2: Exit: the cell ended the process", ended.Error);
        Assert.Equal(before, file.Text);
        Assert.Equal(("before\n", 0), (file.CellAt(0).GetProperty("outputs")[0].GetProperty("text")[0].GetString(), file.CellAt(2).GetProperty("outputs").GetArrayLength()));
    }
}
