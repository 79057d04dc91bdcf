using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpKernel.Notebooks;

/// <summary>
/// A Jupyter notebook of format 4. It is immutable, and what it writes equals what it read, byte for byte, except
/// for what was asked to change.
/// </summary>
public sealed class Notebook
{
    private readonly byte[] json;
    private readonly List<CellSpans> spans = [];
    private readonly bool cellsHaveIds;

    private Notebook(string path, byte[] json)
    {
        Path = path;
        this.json = json;
        var root = Parse();
        cellsHaveIds = root.GetProperty("nbformat_minor").GetInt32() >= 5;
        CheckLanguage(root);
        var other = LanguageOf(root.TryGetProperty("metadata", out var own) ? own : default);

        var cells = root.GetProperty("cells").EnumerateArray().ToList();
        var places = JsonSpans.Elements(json, JsonSpans.Members(json, ..)["cells"]);
        Cells = [.. cells.Select((cell, i) => ReadCell(cell, i, other))];
        spans = [.. places.Select(place => new CellSpans(place, JsonSpans.Members(json, place)))];
    }

    private sealed record CellSpans(Range Cell, Dictionary<string, Range> Members);

    /// <summary>The file that it was read from.</summary>
    public string Path { get; }

    /// <summary>All cells in order, text cells too.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; }

    /// <summary>Reads a notebook file.</summary>
    /// <exception cref="NotebookException">
    /// There is no such file, it is not JSON, not of format 4, not for C#, or a cell lacks a required member.
    /// </exception>
    public static Notebook Read(string path)
    {
        if (!File.Exists(path))
            throw new NotebookException($"{path}: there is no such notebook", path);
        try
        {
            return new(path, File.ReadAllBytes(path));
        }
        catch (InvalidOperationException broken) // how System.Text.Json tells text that is no Unicode
        {
            throw new NotebookException($"{path}: {broken.Message.TrimEnd('.')}; save it as UTF-8", path);
        }
    }

    /// <summary>
    /// The notebook's bytes with the outputs of each cell's run; code cells without a run get none, but those that are
    /// not to run keep theirs.
    /// </summary>
    /// <param name="runs">Index in <see cref="Cells"/> → the cell's run.</param>
    internal byte[] Write(IReadOnlyDictionary<int, CellRun> runs)
    {
        var changes = new List<(Range, string)>();
        for (var i = 0; i < Cells.Count; i++)
        {
            if (!Cells[i].Runs)
                continue;
            var run = runs.GetValueOrDefault(i);
            changes.AddRange(Changes(i, run?.Number, run?.Outputs ?? []));
        }
        return JsonSpans.Replace(json, changes);
    }

    /// <summary>What a code cell shows as it is stored: of each output MIME type → content, none of a stream.</summary>
    /// <param name="index">In <see cref="Cells"/>.</param>
    internal IReadOnlyList<IReadOnlyDictionary<string, string>> Shown(int index)
    {
        using var outputs = JsonDocument.Parse(json.AsMemory(spans[index].Members["outputs"]));
        return
        [
            .. outputs.RootElement.EnumerateArray().Select(output => output.TryGetProperty("data", out var data)
                ? data.EnumerateObject().ToDictionary(part => part.Name, part => NotebookJson.Text(part.Value)) : []),
        ];
    }

    /// <summary>The notebook with other outputs of one code cell.</summary>
    /// <param name="index">In <see cref="Cells"/>.</param>
    internal Notebook WithOutputs(int index, IEnumerable<CellOutput> outputs)
    {
        var number = Cells.Take(index + 1).Count(cell => cell.IsCode);
        return new Notebook(Path, JsonSpans.Replace(json, Changes(index, number, outputs)));
    }

    /// <summary>Writes it into its file.</summary>
    internal void Save() => WholeFile.Write(Path, json);

    private IEnumerable<(Range, string)> Changes(int index, int? number, IEnumerable<CellOutput> outputs) =>
    [
        (spans[index].Members["execution_count"], number?.ToString() ?? "null"),
        (spans[index].Members["outputs"],
            NotebookJson.Write(NotebookJson.Outputs(outputs, number ?? 0), depth: 3)),
    ];

    /// <summary>
    /// The notebook with a cell of this tag after the cell at <paramref name="index"/>; one of the same tag that is
    /// there already is replaced.
    /// </summary>
    internal Notebook WithCellAfter(int index, string tag, string source)
    {
        var cell = new JsonObject
        {
            ["cell_type"] = "code", ["execution_count"] = null,
            ["metadata"] = new JsonObject { ["tags"] = new JsonArray(tag) },
            ["outputs"] = new JsonArray(), ["source"] = NotebookJson.Lines(source),
        };
        if (cellsHaveIds)
            cell["id"] = tag;
        var text = NotebookJson.Write(cell, depth: 2);
        var next = index + 1;
        var change = next < Cells.Count && Cells[next].Tags.Contains(tag)
            ? (spans[next].Cell, text)
            : (spans[index].Cell.End..spans[index].Cell.End, ",\n  " + text);
        return new Notebook(Path, JsonSpans.Replace(json, [change]));
    }

    private JsonElement Parse()
    {
        if (Mark() is { } mark)
            throw Refuse($"begins with a byte order mark ({mark}), which JSON may not; save it as UTF-8 without one");
        JsonElement root;
        try
        {
            root = JsonDocument.Parse(json).RootElement;
        }
        catch (JsonException broken)
        {
            throw Refuse($"line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}: not valid JSON, so not "
                + "a notebook; restore the file or save it again from an editor");
        }
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("cells", out var cells)
            || cells.ValueKind != JsonValueKind.Array || !IsNumber(root, "nbformat")
                || !IsNumber(root, "nbformat_minor"))
            throw Refuse("not a notebook of format 4: it needs the members nbformat, nbformat_minor and cells; save it "
                + "again from an editor");
        var format = root.GetProperty("nbformat").GetInt32();
        return format == 4 ? root
            : throw Refuse($"notebook format {format}, but only format 4 is read; convert it with jupyter nbconvert "
                + "--to notebook");
    }

    private string? Mark() => json switch
    {
        [0xEF, 0xBB, 0xBF, ..] => "UTF-8",
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
        _ => null,
    };

    private static bool IsNumber(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out _);

    private void CheckLanguage(JsonElement root)
    {
        if (root.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("kernelspec", out var kernel) && kernel.ValueKind == JsonValueKind.Object
            && kernel.TryGetProperty("name", out var name) && name.ToString() is var kernelName
            && kernelName != ".net-csharp")
            throw Refuse($"written for the kernel \"{kernelName}\"; this program runs \".net-csharp\"");
    }

    private NotebookCell ReadCell(JsonElement cell, int index, string? other)
    {
        var type = cell.ValueKind == JsonValueKind.Object && cell.TryGetProperty("cell_type", out var found)
            ? found.ToString() : null;
        string[] required = type == "code" ? ["source", "outputs", "execution_count"] : ["source"];
        var missing = type is null ? "cell_type" : required.FirstOrDefault(name => !cell.TryGetProperty(name, out _));
        if (missing is not null)
            throw Refuse($"cells[{index}] has no {missing}, which format 4 demands; save the notebook again from an "
                + "editor");
        return new NotebookCell(type == "code", Text(cell.GetProperty("source"), index), Tags(cell))
        {
            Language = Languages.Named((cell.TryGetProperty("metadata", out var metadata) ? LanguageOf(metadata) : null)
                ?? other ?? ""),
        };
    }

    /// <summary>
    /// The language that .NET Interactive, Polyglot Notebooks or VS Code has noted; null where none is.
    /// </summary>
    private static string? LanguageOf(JsonElement metadata) => Member(metadata, "polyglot_notebook", "kernelName")
        ?? Member(metadata, "dotnet_interactive", "language") ?? Member(metadata, "vscode", "languageId");

    private static string? Member(JsonElement owner, string name, string inner) =>
        owner.ValueKind == JsonValueKind.Object
        && owner.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Object
            && found.TryGetProperty(inner, out var value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private string Text(JsonElement source, int index) => source.ValueKind switch
    {
        JsonValueKind.String => source.GetString()!,
        JsonValueKind.Array => string.Concat(source.EnumerateArray().Select(line => line.ToString())),
        _ =>
            throw Refuse($"cells[{index}].source is neither text nor a list of lines; save the notebook again from an "
                + "editor"),
    };

    private static string[] Tags(JsonElement cell) =>
        cell.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array
            ? [.. tags.EnumerateArray().Select(tag => tag.ToString())] : [];

    private NotebookException Refuse(string problem) => new($"{Path}: {problem.ReplaceLineEndings(" ")}", Path);
}

/// <summary>One cell of a notebook.</summary>
/// <param name="IsCode">True for code, false for text.</param>
/// <param name="Source">Its text with line breaks.</param>
/// <param name="Tags">Its tags, such as <c>parameters</c>.</param>
public sealed record NotebookCell(bool IsCode, string Source, IReadOnlyList<string> Tags)
{
    /// <summary>The language other than C# that it is written in; null for C#.</summary>
    public string? Language { get; init; }

    /// <summary>Whether it is to be run: code, and not tagged <c>skip-execution</c>.</summary>
    public bool Runs => IsCode && !Tags.Contains("skip-execution");
}
