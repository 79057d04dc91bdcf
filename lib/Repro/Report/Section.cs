using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Results;
using Repro.Verify;

namespace Repro.Report;

/// <summary>One table or figure of a paper on the report: what is printed, measured and missing.</summary>
/// <param name="root">The results folder.</param>
/// <param name="page">Its stored page, or one without runs.</param>
internal sealed class Section(string root, StoredPage page)
{
    private readonly CellLinks links = new(page.Runs);

    private Experiment Experiment => page.Experiment;

    private bool IsMeasured => page.Runs.Count > 0;

    private string Anchor => IsMeasured ? page.Folder.Replace('/', '-') : Experiment.Key;

    /// <summary>Rows as the filters know them.</summary>
    internal IReadOnlyList<ReportRow> Rows { get; } =
        [.. page.Experiment.Rows.Select(row => new ReportRow(row, page.Runs.Any(r => r.Row == row.Key)))];

    /// <summary>A line of the overview.</summary>
    internal Html Line()
    {
        var (measured, copied) = (Rows.Count(r => r.IsMeasured), Experiment.Rows.Count(r => r.Published is not null));
        return $"""
            <tr><td><a href="#{Anchor}">{Experiment.Title}</a></td><td>{Setting()}</td>
            <td class="number">{measured} of {Experiment.Trainable.Count()}</td><td class="number">{copied}</td></tr>

            """;
    }

    internal Html Render()
    {
        var table = Experiment.Table(page.Runs);
        return $"""
            <section id="{Anchor}" class="paper" data-paper="{Experiment.Paper}">
            <h3>{Experiment.Title}</h3>
            <p class="small"><b>{Setting(Experiment.SeedCounts(page.Runs))}</b>. {Files()}</p>
            {Figures()}{Table(table, Rows)}
            <ul class="findings">{Experiment.Findings(page.Runs).Select(Item)}</ul>
            {More()}<details><summary>How to read it</summary>
            <ul class="small">{table.Captions.Concat(Experiment.Notes).Select(Item)}</ul></details>
            <details{(IsMeasured ? default : Html.Verbatim(" open"))}><summary>What the rest would need</summary>
            <ul class="small">{Needs.List(Experiment, page.Runs)}</ul></details>
            </section>

            """;
    }

    /// <param name="seeds">How many; without it in short.</param>
    private string Setting(string? seeds = null) => !IsMeasured ? "not run on real data"
        : page.Runs[0] is var run && page.Runs.Select(r => r.Seed).Distinct().Count() is var count
            ? $"{run.Data.Name}{(run.Data.Origin == RunData.Real ? "" : $" ({run.Data.Origin})")}, {run.Setting()}, "
                + (seeds ?? $"n = {count}") : "";

    private Html Files()
    {
        Html notebook = $"""<a href="../notebooks/{Experiment.Notebook}">notebook</a>""";
        return !IsMeasured ? notebook
            : $"""
            <a href="{page.Folder}/{Page.Table}">table</a>,
            <a href="{page.Folder}/{Page.Numbers}">numbers</a>, {notebook}{Probes()}
            """;
    }

    private Html Probes() => File.Exists(Path.Combine(root, page.Folder, Page.Probes))
        ? (Html)$"""
        , <a href="{page.Folder}/{Page.Probes}">probes</a> (measured when they were written; no record holds them)
        """
        : default;

    /// <summary>The stored pictures; where there was no Chromium to draw one, its text.</summary>
    private IEnumerable<Html> Figures()
    {
        if (!IsMeasured) yield break;
        foreach (var (name, chart) in Page.Figures(Experiment, page.Runs))
        {
            var (figure, svg) = (new FigureJson(chart), Path.Combine(root, page.Folder, $"{name}.svg"));
            var picture = File.Exists(svg)
                ? Html.Verbatim(FigureHtml.Picture(figure, File.ReadAllText(svg))) : $"<pre>{figure.ToString()}</pre>";
            yield return $"<figure class=\"scroll\">{picture}</figure>\n";
        }
    }

    private IEnumerable<Html> More() => !IsMeasured ? [] : Experiment.Tables(page.Runs).Select(table => (Html)$"""
        <details><summary>{table.Title}</summary>{Table(table, null)}
        <ul class="small">{table.Captions.Select(Item)}</ul></details>

        """);

    private static Html Item(string sentence) => $"<li>{sentence}</li>\n";

    /// <param name="rows">What each line is of; null where a line is of no single row.</param>
    private Html Table(ResultTable table, IReadOnlyList<ReportRow>? rows) => $"""
        <div class="scroll"><table><thead><tr>{table.Columns.Select(Heading)}</tr></thead><tbody>
        {Enumerable.Range(0, table.Rows.Count).Select(i => Line(table, i, rows?[i]))}</tbody></table></div>
        <p class="small">{table.Legend}</p>

        """;

    private static Html Heading(Column column) => $"<th class=\"{Look(column)}\">{column.Title}</th>";

    /// <summary>What a narrow screen leaves out is minor.</summary>
    private static string Look(Column column) => (column.Unit == Unit.Text ? "" : "number ")
        + (column.Title is "Role" or "Best epoch" or "Time per run" ? "minor " : "");

    private Html Line(ResultTable table, int index, ReportRow? row)
    {
        var cells = Enumerable.Range(0, table.Columns.Count).Select(column => Shown(table, index, column, row));
        return row is null ? $"<tr>{cells}</tr>\n" : (Html)$"""
            <tr data-network="{row.Network}" data-side="{row.Side}" data-method="{row.Method}"
             data-state="{row.State}">{cells}</tr>

            """;
    }

    private Html Shown(ResultTable table, int index, int column, ReportRow? row)
    {
        var (cell, text) = (table.Rows[index][column], table.Show(index, column));
        var look = Look(table.Columns[column]);
        return cell switch
        {
            Cell.Measured when (row is null ? links.To(cell) : links.To(row.Of)) is { } anchor =>
                $"""<td class="{look}"><a href="#{anchor}">{text}</a></td>""",
            Cell.Copied copied => $"""<td class="{look}copied" title="{copied.Source}">{text}</td>""",
            Cell.NotRun => $"""<td class="{look}not-run">{text}</td>""",
            _ => $"""<td class="{look}">{text}</td>""",
        };
    }
}

/// <summary>A row, and what it can be found by.</summary>
/// <param name="Of">The row.</param>
/// <param name="IsMeasured">Whether runs of it are stored.</param>
internal sealed record ReportRow(Row Of, bool IsMeasured)
{
    internal string Network => Of.Student?.Network.TrimEnd(',') ?? Of.Label;

    internal string Side => Of.Resolution > 0 ? $"{Of.Resolution}" : Of.Input.Split('×')[^1];

    /// <summary>Rows of one sweep are one method.</summary>
    internal string Method =>
        Of.Role == Role.Literature ? "from literature" : Of.Method.Family ?? Of.Method.Name;

    internal string State => IsMeasured ? "measured" : Of.Recipe is null ? "copied" : "not run";
}
