using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CrossRes.Losses;
using Spectre.Console;

namespace Repro.Terminal;

/// <summary>Methods as a table, as text with every option, and as JSON.</summary>
public static class MethodsView
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Table Table(IEnumerable<LossEntry> entries)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("method", "family", "paper", "loss", "weight", "agrees with");
        foreach (var entry in entries)
            table.AddRow(
                new Text(entry.Name, new Style(decoration: Decoration.Bold)), new Text(Family(entry)),
                new Text(entry.Paper),
                new Text(PlainFormula.From(entry.Formula)), new Text(Weight(entry)), new Text(Reference(entry)));
        return table;
    }

    public static string ToText(LossEntry entry)
    {
        var text = new StringBuilder();
        text.AppendLine($"{entry.Name}, {Family(entry)}");
        text.AppendLine($"  {entry.Paper}");
        text.AppendLine($"  {PlainFormula.From(entry.Formula)}");
        text.AppendLine($"  weight {Weight(entry)} [{entry.Weight.Provenance}]");
        text.AppendLine($"  agrees with: {Reference(entry)}");
        foreach (var option in entry.Options)
        {
            var choices = option.Choices.Length > 0 ? $" ({string.Join(" | ", option.Choices)})" : "";
            text.AppendLine($"  {option.Name} = {option.Default}{choices}: {option.Meaning} [{option.Provenance}]");
        }
        return text.ToString();
    }

    /// <summary>
    /// <c>[ { "name", "family", "paper", "formula", "latex", "weight": { "value", "provenance" }, "golden": […],
    /// "noReference", "options": [ { "name", "default", … } ] } ]</c>
    /// </summary>
    public static string ToJson(IEnumerable<LossEntry> entries) => JsonSerializer.Serialize(
        entries.Select(e => new { e.Name, Family = Family(e), e.Paper, Formula = PlainFormula.From(e.Formula),
            Latex = e.Formula, e.Weight, e.Golden, e.NoReference, e.Options }), Json);

    private static string Family(LossEntry entry) => entry.Family.ToLowerInvariant();

    private static string Weight(LossEntry entry) => entry.Weight.Value.ToString(CultureInfo.InvariantCulture);

    private static string Reference(LossEntry entry) =>
        entry.NoReference is { } why ? $"no reference ({why})" : string.Join(", ", entry.Golden);
}
