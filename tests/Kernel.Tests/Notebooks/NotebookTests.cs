using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using CSharpKernel.Notebooks;
using Xunit;

namespace CSharpKernel.Tests.Notebooks;

public sealed class NotebookTests
{
    // Odd on purpose: other indents, escapes, key order, unknown members, a number that a double would change.
    private const string Odd = """
        {"nbformat":4, "x-tool": {"b": 1.0000000000000000001, "a": "\u00e9 \ud83d\ude00 / \/"},
           "cells": [ {"source": ["# T\n", "é"], "cell_type":"markdown", "metadata": {"x":[ ]}},
         {"outputs": [ {"old": true} ], "source":"1+1", "attachments": null,
           "cell_type":"code","metadata":{"deep":{"k":[1,2]}},"execution_count" : 7} ],
         "metadata": {}, "nbformat_minor":2 }
        """;

    [Fact]
    public void AllButOutputsAndCountIsKeptByteForByte()
    {
        using var file = new NotebookFile(Odd);
        var run = new CellRun(1);
        run.Add(new StreamOutput("stdout", "é😀\n\t\"x\""));
        var written = Encoding.UTF8.GetString(Notebook.Read(file.FullPath).Write(new Dictionary<int, CellRun> { [1] = run }));
        const string Outputs = """
            [
                {
                 "name": "stdout",
                 "output_type": "stream",
                 "text": [
                  "é😀\n",
                  "\t\"x\""
                 ]
                }
               ]
            """;
        Assert.Equal(Odd.Replace("[ {\"old\": true} ]", Outputs).Replace("\"execution_count\" : 7", "\"execution_count\" : 1"), written);
    }

    [Fact]
    public void CellsThatDidNotRunKeepNoOutputs()
    {
        using var file = new NotebookFile(Odd);
        var written = Encoding.UTF8.GetString(Notebook.Read(file.FullPath).Write(new Dictionary<int, CellRun>()));
        Assert.Equal(Odd.Replace("[ {\"old\": true} ]", "[]").Replace(" : 7", " : null"), written);
    }

    [Fact]
    public void SourceAndTagsAreRead()
    {
        using var file = NotebookFile.Of("//p\nvar x = 1;", "x");
        var cells = Notebook.Read(file.FullPath).Cells;
        Assert.Equal(["//p\nvar x = 1;", "x"], cells.Select(cell => cell.Source));
        Assert.Equal(["parameters"], cells[0].Tags);
        Assert.Empty(cells[1].Tags);
    }

    [Theory]
    [InlineData("{\n \"cells\": [\n", "line 3")]
    [InlineData("", "line 1")]
    [InlineData("[]", "format 4")]
    [InlineData("{\"worksheets\": [], \"nbformat\": 3, \"nbformat_minor\": 0}", "needs the members")]
    [InlineData("{\"cells\": [], \"nbformat\": 5, \"nbformat_minor\": 0}", "notebook format 5")]
    [InlineData("{\"cells\": [{}], \"nbformat\": 4, \"nbformat_minor\": 0}", "cells[0] has no cell_type")]
    [InlineData("{\"cells\": [{\"cell_type\": \"code\", \"source\": \"\"}], \"nbformat\": 4, \"nbformat_minor\": 0}", "cells[0] has no outputs")]
    [InlineData("{\"cells\": [{\"cell_type\": \"raw\", \"source\": 3}], \"nbformat\": 4, \"nbformat_minor\": 0}", "cells[0].source")]
    [InlineData("{\"cells\": [], \"nbformat\": 4, \"nbformat_minor\": 0, \"metadata\": {\"kernelspec\": {\"name\": \"python3\"}}}", "python3")]
    public void ABadFileIsRefusedWithThePlace(string text, string place)
    {
        using var file = new NotebookFile(text);
        var refused = Assert.Throws<NotebookException>(() => Notebook.Read(file.FullPath));
        Assert.StartsWith(file.FullPath, refused.Message);
        Assert.Contains(place, refused.Message);
    }

    [Fact]
    public void AMissingFileIsNamed() =>
        Assert.Contains("no/such.ipynb", Assert.Throws<NotebookException>(() => Notebook.Read("no/such.ipynb")).Message);

    [Fact]
    public void AnyBytesAreReadOrRefusedButNeverCrash()
    {
        var source = Encoding.UTF8.GetBytes(Odd);
        Prop.ForAll(Gen.Choose(0, source.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (place, value) =>
        {
            var changed = (byte[])source.Clone();
            changed[place] = (byte)value;
            using var file = new NotebookFile("");
            File.WriteAllBytes(file.FullPath, changed);
            try
            {
                return Notebook.Read(file.FullPath).Cells.Count == 2;
            }
            catch (NotebookException refused)
            {
                return refused.Notebook == file.FullPath;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void JsonIsWrittenAsNbformatDoes() =>
        Assert.Equal("{\n \"a\": [],\n \"b\": [\n  1e-07,\n  true,\n  \"é/<\\u0001\"\n ],\n \"c\": {}\n}",
            NotebookJson.Write(JsonNode.Parse("""{"c":{},"b":[1E-07,true,"é\/<\u0001"],"a":[]}"""), depth: 0));

    [Fact]
    public void LinesJoinToTheText() => Prop.ForAll<string?>(text =>
    {
        var lines = NotebookJson.Lines(text ?? "").Select(line => (string)line!).ToList();
        return string.Concat(lines) == (text ?? "") && lines.SkipLast(1).All(line => line.EndsWith('\n'));
    }).QuickCheckThrowOnFailure();
}
