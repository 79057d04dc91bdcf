using System.Text;
using System.Text.Json;
using CSharpKernel.Notebooks;
using Xunit;

namespace CSharpKernel.Tests.Notebooks;

/// <summary>Notebooks that other tools wrote, and the tags that they honour.</summary>
public class OtherToolsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static NotebookFile Of(params (string Metadata, string Source)[] cells) => new($$"""
        {"cells": [{{string.Join(",", cells.Select(cell => $$"""
            {"cell_type": "code", "execution_count": 7, "metadata": {{cell.Metadata}}, "outputs": [{"name": "stdout", "output_type": "stream", "text": ["old"]}], "source": {{JsonSerializer.Serialize(cell.Source)}}}
            """))}}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        """);

    [Theory]
    [InlineData("""{"dotnet_interactive": {"language": "fsharp"}}""", "written in F#")]
    [InlineData("""{"polyglot_notebook": {"kernelName": "pwsh"}}""", "written in PowerShell")]
    [InlineData("""{"vscode": {"languageId": "python"}}""", "written in Python")]
    public async Task ACellInAnotherLanguageIsNamed(string metadata, string why)
    {
        using var file = Of(("{}", "1"), (metadata, "let x = 1"));
        var refused = await Assert.ThrowsAsync<NotebookException>(() => file.Run(cancellation: Cancellation));
        Assert.Contains("cell 2", refused.Message);
        Assert.Contains(why, refused.Message);
    }

    [Fact]
    public async Task ACellThatIsToFailMayFailAndOneToSkipStaysAsItWas()
    {
        using var file = Of(("""{"tags": ["raises-exception"]}""", "int.Parse(\"x\")"), ("""{"tags": ["skip-execution"]}""", "int.Parse(\"y\")"),
            ("""{"polyglot_notebook": {"kernelName": "csharp"}}""", "1 + 1"));
        await file.Run(cancellation: Cancellation);
        Assert.Equal("error", file.CellAt(0).GetProperty("outputs")[0].GetProperty("output_type").GetString());
        Assert.Equal("old", file.CellAt(1).GetProperty("outputs")[0].GetProperty("text")[0].GetString());
        Assert.Equal(7, file.CellAt(1).GetProperty("execution_count").GetInt32());
        Assert.Equal("execute_result", file.CellAt(2).GetProperty("outputs")[0].GetProperty("output_type").GetString());
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void AByteOrderMarkIsNamed(string encoding)
    {
        using var file = Of(("{}", "1"));
        File.WriteAllText(file.FullPath, file.Text, Encoding.GetEncoding(encoding) is UTF8Encoding ? new UTF8Encoding(true) : Encoding.GetEncoding(encoding));
        Assert.Contains("byte order mark", Assert.Throws<NotebookException>(() => Notebook.Read(file.FullPath)).Message);
    }

    [Theory]
    [InlineData("double x = 0;", "0,1", "Double")]
    [InlineData("float x = 0;", "1,000.5", "Single")]
    [InlineData("decimal x = 0;", "1 000", "Decimal")]
    [InlineData("int x = 0;", "1,000", "Int32")]
    [InlineData("double[] x = [];", "0,1", "Double[]")]
    [InlineData("int[] x = [];", "[1.5]", "Int32[]")]
    [InlineData("var x = new List<string>();", "[1]", "List<String>")]
    [InlineData("double x = 0;", "NaN", "Double")]
    [InlineData("bool x = false;", "1", "Boolean")]
    public async Task AParameterOfAnotherTypeIsRefused(string declared, string given, string type)
    {
        using var file = NotebookFile.Of("//p\n" + declared);
        var refused = await Assert.ThrowsAsync<NotebookException>(() => file.Run(new Dictionary<string, string> { ["x"] = given }, cancellation: Cancellation));
        Assert.Contains($"is of type {type}", refused.Message);
    }

    [Theory]
    [InlineData("double x = 0;", "1e-3", "0.001")]
    [InlineData("double[] x = [];", "[1, 0.5, -2e3]", "[1, 0.5, -2000]")]
    [InlineData("List<string> x = [];", "[\"a\", \"b\\\"\"]", "[a, b\"]")]
    [InlineData("IReadOnlyList<int?> x = [];", "[1, null]", "[1, null]")]
    [InlineData("DayOfWeek[] x = [];", "[\"Monday\"]", "[Monday]")]
    public async Task AParameterIsReadByItsType(string declared, string given, string shown)
    {
        using var file = NotebookFile.Of("//p\n" + declared, "x");
        await file.Run(new Dictionary<string, string> { ["x"] = given }, cancellation: Cancellation);
        Assert.Equal(shown, file.CellAt(2).GetProperty("outputs")[0].GetProperty("data").GetProperty("text/plain")[0].GetString());
    }
}
