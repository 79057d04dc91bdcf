using System.Globalization;
using System.Net;
using System.Text;

namespace CrossRes.Results;

/// <summary>
/// A table for a notebook or page: no fetched script or style, the reader's own colours, a click on a heading sorts.
/// Copied numbers are italic, missing ones faint, and the text of each says the same.
/// </summary>
internal static class HtmlTable
{
    private const string Style =
        """
        .crossres{border-collapse:collapse;font-variant-numeric:tabular-nums}
        .crossres caption{text-align:left;white-space:normal;padding:.3em 0}
        .crossres th,.crossres td{padding:.25em .7em;text-align:left;white-space:nowrap;border-bottom:1px solid #8886}
        .crossres thead th{cursor:pointer;border-bottom-width:2px}
        .crossres caption{min-width:24em}
        .crossres thead th:not(.number),
        .crossres tbody td:not([class]){text-align:left;white-space:normal;max-width:36em}
        .crossres thead .number,.crossres tbody .number{text-align:right}
        .crossres .copied{font-style:italic}
        .crossres .not-run{opacity:.7}
        .crossres tfoot td{border:0;font-size:smaller;white-space:normal}
        """;

    private const string Words = "text";

    // The browser's stable sort; numbers by value, an absent value last in both directions.
    private const string Sort =
        """
        const head = event.target.closest('th'); if (!head) return;
        const up = head.getAttribute('aria-sort') !== 'ascending', body = this.parentNode.tBodies[0];
        for (const other of this.querySelectorAll('th')) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        const cell = row => row.cells[head.cellIndex], key = row => cell(row).dataset.value ?? cell(row).textContent;
        const order = (a, b) => isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b;
        body.append(...[...body.rows].sort((r, s) => { const a = key(r), b = key(s);
          return a === '' || b === '' ? (a === '') - (b === '') : up ? order(a, b) : order(b, a); }));
        """;

    /// <summary>One cell: its text, the class of its look, and what it is sorted by.</summary>
    internal readonly record struct Cell(string Text, string Class, string Value);

    public static string Render(ResultTable table) => Render(
        [$"<b>{Encode(table.Title)}</b>", .. table.Captions.Select(Encode)],
        [.. table.Columns.Select(c => (c.Title, c.Unit != Unit.Text))],
        Enumerable.Range(0, table.Rows.Count).Select(row =>
            Enumerable.Range(0, table.Columns.Count).Select(column => CellOf(table, row, column))),
        table.Legend);

    /// <param name="captions">Markup, a line each.</param>
    /// <param name="columns">Headings, and whether numbers stand below.</param>
    /// <param name="rows">A cell for each column.</param>
    /// <param name="legend">Text below the table.</param>
    /// <param name="sorts">Whether a click on a heading sorts.</param>
    internal static string Render(
        IEnumerable<string> captions, IReadOnlyList<(string Title, bool Numeric)> columns,
        IEnumerable<IEnumerable<Cell>> rows,
        string legend, bool sorts = true)
    {
        var html = new StringBuilder(
            $"<style>\n{Style}\n</style>\n<table "
                + $"class=\"crossres\">\n<caption>{string.Join("<br>", captions)}</caption>\n");
        html.Append(sorts ? $"<thead onclick=\"{Encode(Sort)}\">\n<tr>" : "<thead>\n<tr>");
        foreach (var (title, numeric) in columns)
            html.Append($"<th scope=\"col\"{(numeric ? " class=\"number\"" : "")}>{Encode(title)}</th>");
        html.Append("</tr>\n</thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var ((text, look, value), (_, numeric)) in row.Zip(columns))
                html.Append($"<td{Look(numeric, look)}{(value == text ? "" : $" data-value=\"{Encode(value)}\"")}>")
                    .Append($"{Encode(text)}</td>");
            html.Append("</tr>\n");
        }
        return html.Append(
            $"</tbody>\n<tfoot><tr><td "
                + $"colspan=\"{columns.Count}\">{Encode(legend)}</td></tr></tfoot>\n</table>\n").ToString();
    }

    /// <summary>Plain words have none.</summary>
    private static string Look(bool numeric, string look) =>
        numeric ? $" class=\"number {look}\"" : look == Words ? "" : $" class=\"{look}\"";

    private static Cell CellOf(ResultTable table, int row, int column)
    {
        var cell = table.Rows[row][column];
        var (kind, value) = cell switch
        {
            Results.Cell.Measured measured => ("measured", Number(Statistics.Mean(measured.Values))),
            Results.Cell.Copied copied => ("copied", Number(copied.Value)),
            Results.Cell.Text text => (Words, table.Columns[column].Unit == Unit.Text ? text.Value : ""),
            _ => ("not-run", ""),
        };
        return new(table.Show(row, column), kind, value);
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
