using System.Text.RegularExpressions;
using CrossRes.Common;
using CrossRes.Display;
using CrossRes.Papers;
using CrossRes.Results;
using CSharpKernel.Notebooks;

namespace Repro.Verify;

/// <summary>
/// Whether the cell with which a stored notebook opens, <c>StoredAnswers.For("table1")</c>, shows what the records say
/// now. Its other outputs are of runs of its own.
/// </summary>
/// <param name="root">The results folder; notebooks are in a folder beside it.</param>
/// <param name="records">Every sound record there.</param>
internal sealed partial class NotebookAudit(string root, IReadOnlyList<RunRecord> records)
{
    internal const string Folder = "notebooks";

    private readonly string checkout = Path.GetDirectoryName(root)!;

    /// <summary>Notebooks that do not open with what the records say, and those that were written again.</summary>
    /// <param name="rewrite">Write what the records say instead of naming it.</param>
    internal (IReadOnlyList<Fault> Faults, IReadOnlyList<string> Written) Look(bool rewrite)
    {
        var (faults, written) = (new List<Fault>(), new List<string>());
        foreach (var path in Files())
        {
            var name = Path.GetRelativePath(checkout, path).Replace('\\', '/');
            try
            {
                var before = Notebook.Read(path);
                var after = before;
                for (var cell = 0; cell < before.Cells.Count; cell++)
                {
                    var answers = Answers(before.Cells[cell]);
                    if (answers.Count == 0
                        || Difference(before.Shown(cell), answers) is not var (place, mine, theirs)) continue;
                    if (rewrite) after = after.WithOutputs(cell, answers);
                    else
                        faults.Add(new($"{name}, cells[{cell}]{place}", $"shows {mine}, and the records give {theirs}",
                            "write it again: ./repro verify --rewrite"));
                }
                if (after == before) continue;
                after.Save();
                written.Add(name);
            }
            catch (Exception unread) when (unread is NotebookException or ArgumentException)
            {
                faults.Add(new(name, unread.Message.Replace($"{path}: ", ""), "restore the notebook"));
            }
        }
        return (faults, written);
    }

    private IEnumerable<string> Files() => Path.Combine(checkout, Folder) is var folder && !Directory.Exists(folder)
        ? [] : Directory.EnumerateFiles(folder, "*.ipynb", SearchOption.AllDirectories)
            .Where(path => !path[folder.Length..].Contains($"{Path.DirectorySeparatorChar}.")
                && File.ReadAllText(path).Contains(nameof(StoredAnswers)))
            .Order(StringComparer.Ordinal);

    /// <summary>What a cell shows that does nothing but show stored answers; nothing for any other.</summary>
    private IReadOnlyList<CellOutput> Answers(NotebookCell cell)
    {
        string[] lines = cell.IsCode ? cell.Source.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        var statements = lines.Select(line => Statement().Match(line)).ToList();
        return statements.All(s => s.Success) ? [.. statements.Select(Output)] : [];
    }

    private CellOutput Output(Match statement)
    {
        var answers = StoredAnswers.For(Catalogue.Named(statement.Groups["table"].Value), records);
        var shown = NotebookViews.Render(statement.Groups["whole"].Success ? answers.Table : answers, still: true)!;
        return statement.Groups["display"].Success ? new DisplayOutput(shown) : new ResultOutput(shown);
    }

    private static (string Place, string Found, string Expected)? Difference(
        IReadOnlyList<IReadOnlyDictionary<string, string>> found, IReadOnlyList<CellOutput> answers)
    {
        if (found.Count != answers.Count) return ("", $"{found.Count} outputs", $"{answers.Count}");
        foreach (var (i, expected) in answers.Select(Data).Index())
            foreach (var (type, text) in expected.OrderByDescending(content => content.Key)) // plain text first
                if (!found[i].TryGetValue(type, out var shown)) return ($".outputs[{i}]", $"no {type}", "one");
                else if (FirstDifference.InLines(shown, text) is var (place, mine, theirs))
                    return ($".outputs[{i}], {type}, {place}", mine, theirs);
        return null;
    }

    private static IReadOnlyDictionary<string, string> Data(CellOutput output) => output switch
    {
        DisplayOutput display => display.Data,
        ResultOutput result => result.Data,
        _ => new Dictionary<string, string>(),
    };

    [GeneratedRegex("^\\s*(?<display>display\\()?(CrossRes\\.Papers\\.)?StoredAnswers\\.For\\(\"(?<table>[^\"]+)\"\\)"
        + "(?<whole>\\.Table)?\\)?;?\\s*$")]
    private static partial Regex Statement();
}
