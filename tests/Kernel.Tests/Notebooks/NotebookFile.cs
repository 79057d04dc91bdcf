using System.Text.Json;
using CSharpKernel.Notebooks;

namespace CSharpKernel.Tests.Notebooks;

/// <summary>A notebook in a folder of its own that goes away with it.</summary>
internal sealed class NotebookFile : IDisposable
{
    private readonly TempFolder folder = new();

    public NotebookFile(string text) => File.WriteAllText(FullPath, text);

    public string FullPath => folder["test.ipynb"];

    public string Text => File.ReadAllText(FullPath);

    /// <summary>A notebook of code cells as nbformat writes it.</summary>
    public static NotebookFile Of(params string[] sources) => new($$"""
        {
         "cells": [
        {{string.Join(",\n", sources.Select((source, i) => Cell(i, source)))}}
         ],
         "metadata": {
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """);

    public Task Run(
        IReadOnlyDictionary<string, string>? parameters = null, IProgress<CellProgress>? progress = null, ICellHost? host = null,
        CancellationToken cancellation = default) =>
        NotebookRunner.Run(FullPath, null, parameters, host, progress, cancellation);

    private string Failed => NotebookRunner.FailedPath(FullPath);

    /// <summary>The cell as it was executed: in the file, or beside it after a failure.</summary>
    public JsonElement CellAt(int index) => JsonDocument.Parse(File.Exists(Failed) ? File.ReadAllText(Failed) : Text).RootElement.GetProperty("cells")[index];

    public void Dispose() => folder.Dispose();

    private static string Cell(int i, string source) => $$"""
          {
           "cell_type": "code",
           "execution_count": null,
           "id": "c{{i}}",
           "metadata": {{(source.StartsWith("//p", StringComparison.Ordinal) ? """{ "tags": ["parameters"] }""" : "{}")}},
           "outputs": [],
           "source": {{JsonSerializer.Serialize(source)}}
          }
        """;
}
