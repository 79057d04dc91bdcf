using CSharpKernel.Notebooks;

namespace Repro.Bench.Trust.Readers;

/// <summary>Notebooks of format 4.</summary>
internal static class NotebookReaders
{
    internal static MutatedReader Notebook { get; } = Scratch.Reader("ipynb", "any.ipynb", (path, _) =>
        CSharpKernel.Notebooks.Notebook.Read(path).Write(new Dictionary<int, CellRun>()), () => FaceReaders.Texts(
        """
        {
         "cells": [
          {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# Title\n", "text"]},
          {"cell_type": "code", "execution_count": 1, "id": "b", "metadata": {"tags": ["parameters"]},
                "outputs": [], "source": "var x = 1;"},
          {"cell_type": "code", "execution_count": null, "id": "c",
                "metadata": {"polyglot_notebook": {"kernelName": "csharp"}},
           "outputs": [{"name": "stdout", "output_type": "stream", "text": ["1\n"]}],
                "source": ["Console.WriteLine(x);\n", "x + 1"]}
         ],
         "metadata": {"kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"},
                "language_info": {"name": "C#"}},
         "nbformat": 4,
         "nbformat_minor": 5
        }
        """), patterns: "*.ipynb");
}
