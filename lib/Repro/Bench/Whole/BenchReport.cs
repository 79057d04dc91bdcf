using System.Globalization;
using System.Text.Json;
using CrossRes.Common;
using CrossRes.Display;
using CrossRes.Results;
using Plotly.NET.CSharp;
using GenericChart = Plotly.NET.GenericChart;

namespace Repro.Bench.Whole;

/// <summary>What was measured on a machine, part by part.</summary>
/// <param name="Machine">Processor with its vector units, cores, memory, system, engine, code.</param>
/// <param name="Measurements">Of all parts.</param>
/// <param name="Growths">How cost grows.</param>
/// <param name="Profiles">Where the time of a step goes.</param>
/// <param name="Notes">By part: what else there is to say.</param>
internal sealed record BenchReport(string Machine, IReadOnlyList<Measurement> Measurements,
    IReadOnlyList<Growth> Growths, IReadOnlyList<Profile> Profiles,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Notes)
{
    private const string Numbers = "bench.json", Text = "bench.md";

    internal static BenchReport Empty(string machine) =>
        new(machine, [], [], [], new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>What a folder holds of the same machine and code; nothing where it holds none.</summary>
    internal static BenchReport Read(string folder, string machine)
    {
        var path = Path.Combine(folder, Numbers);
        return File.Exists(path) && JsonSerializer.Deserialize<BenchReport>(File.ReadAllText(path)) is { } found
            && found.Machine == machine ? found : Empty(machine);
    }

    /// <summary>With a part measured anew.</summary>
    internal BenchReport With(string part, IReadOnlyList<Measurement> measurements, IReadOnlyList<string>? notes = null)
    {
        var all = Notes.Where(note => note.Key != part).ToDictionary();
        if (notes is { Count: > 0 }) all[part] = notes;
        return this with
        {
            Measurements = [.. Measurements.Where(one => one.Part != part), .. measurements], Notes = all,
        };
    }

    /// <summary>All parts in one table.</summary>
    internal ResultTable Table() => new("Speed, here and beside PyTorch",
        [Machine, "median (lowest to highest round); a ratio is of one round, above 1 where this program is faster"],
        [new("Work"), new("Here"), new("Beside it"), new("Ratio"), new("Memory")],
        [.. Measurements.Select(one => (Cell[])[new Cell.Text($"{one.Part}: {one.What}"), .. one.Cells()[1..]])]);

    internal ResultTable GrowthTable() => new("How cost grows: seconds ∝ sizeᵏ", [Machine],
        [new("Work"), new("Size"), new("Measured"), new("k"), new("k in theory")],
        [.. Growths.Select(growth => growth.Cells())]);

    /// <summary>Writes the page, its figures and its numbers.</summary>
    internal void Write(string folder)
    {
        AtomicFile.Write(Path.Combine(folder, Numbers), JsonSerializer.Serialize(this));
        var shown = new List<string>();
        foreach (var (name, figure) in Figures())
        {
            if (StaticImage.TrySvg(figure) is not { } svg) continue;
            AtomicFile.Write(Path.Combine(folder, $"{name}.svg"), svg);
            shown.Add($"![{name}]({name}.svg)\n");
        }
        string[] parts =
        [
            Table().ToMarkdown(), .. Growths.Count > 0 ? [GrowthTable().ToMarkdown()] : Array.Empty<string>(),
            .. Profiles.Select(profile => profile.Table(Machine).ToMarkdown()),
            .. Notes.Select(note => $"**{note.Key}**\n\n{string.Concat(note.Value.Select(line => $"- {line}\n"))}"),
            .. shown,
        ];
        AtomicFile.Write(Path.Combine(folder, Text), string.Join('\n', parts));
    }

    /// <summary>By file name.</summary>
    internal IEnumerable<(string Name, GenericChart Figure)> Figures()
    {
        var compared = Measurements.Where(one => one.Beside.Count > 0).ToList();
        foreach (var part in compared.GroupBy(one => one.Part).Where(part => part.Count() > 1))
            yield return (FileName(part.Key), Plot.Figure($"{part.Key}: how many times as long PyTorch takes", "",
                "ratio", Plot.Bars("ratio", part.Select(one => one.What),
                    part.Select(one => Measurement.Median(one.Ratios)))));
        foreach (var size in Growths.GroupBy(growth => growth.Size))
            yield return (FileName($"growth with {size.Key}"), Plot.Figure($"Cost over {size.Key}",
                Plot.Axis(size.Key, log: true), Plot.Axis("seconds", log: true),
                size.Select(growth => Plot.Line(
                    string.Create(CultureInfo.InvariantCulture, $"{growth.What}: k = {growth.Exponent():0.00}"),
                    growth.Sizes, growth.Seconds))));
    }

    private static string FileName(string title) =>
        string.Join('-', title.ToLowerInvariant().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
}
