using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Repro.Doctor;

/// <summary>A checkup as a table for people and as JSON for programs.</summary>
public static class CheckupView
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Table Table(Checkup checkup)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("", "", "found", "what to do");
        foreach (var (name, status, value, remedy) in checkup.Findings)
            table.AddRow(new Markup(Mark(status)), new Text(name), new Text(value), new Text(remedy));
        return table;
    }

    /// <summary>
    /// <c>{ "usable": …, "findings": [ { "name", "status": "ok|warn|missing", "value", "remedy" } ] }</c>
    /// </summary>
    public static string ToJson(Checkup checkup) =>
        JsonSerializer.Serialize(new { checkup.Usable, checkup.Findings }, Json);

    private static string Mark(FindingStatus status) => status switch
    {
        FindingStatus.Ok => "[green]ok[/]",
        FindingStatus.Warn => "[yellow]warn[/]",
        _ => "[red]missing[/]",
    };
}
