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
        .crossres thead th:not(.number),.crossres tbody td.text:not(.number){text-align:left;white-space:normal;max-width:36em}
        .crossres thead .number,.crossres tbody .number{text-align:right}
        .crossres .copied{font-style:italic}
        .crossres .not-run{opacity:.7}
        .crossres tfoot td{border:0;font-size:smaller;white-space:normal}
        """;

    // The browser's stable sort; numbers by value, an absent value last in both directions.
    private const string Sort =
        """
        const head = event.target.closest('th'); if (!head) return;
        const up = head.getAttribute('aria-sort') !== 'ascending', body = this.parentNode.tBodies[0];
        for (const other of this.querySelectorAll('th')) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        const key = row => row.cells[head.cellIndex].dataset.value;
        const order = (a, b) => isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b;
        body.append(...[...body.rows].sort((r, s) => { const a = key(r), b = key(s);
          return a === '' || b === '' ? (a === '') - (b === '') : up ? order(a, b) : order(b, a); }));
        """;

    public static string Render(ResultTable table)
    {
        var html = new StringBuilder($"<style>\n{Style}\n</style>\n<table class=\"crossres\">\n<caption><b>{Encode(table.Title)}</b>");
        foreach (var caption in table.Captions)
            html.Append($"<br>{Encode(caption)}");
        html.Append($"</caption>\n<thead onclick=\"{Encode(Sort)}\">\n<tr>");
        foreach (var column in table.Columns)
            html.Append($"<th scope=\"col\"{(column.Unit == Unit.Text ? "" : " class=\"number\"")}>{Encode(column.Title)}</th>");
        html.Append("</tr>\n</thead>\n<tbody>\n");
        for (var row = 0; row < table.Rows.Count; row++)
        {
            html.Append("<tr>");
            for (var column = 0; column < table.Columns.Count; column++)
                AppendCell(html, table, row, column);
            html.Append("</tr>\n");
        }
        return html.Append($"</tbody>\n<tfoot><tr><td colspan=\"{table.Columns.Count}\">{Encode(table.Legend)}</td></tr></tfoot>\n</table>\n").ToString();
    }

    private static void AppendCell(StringBuilder html, ResultTable table, int row, int column)
    {
        var cell = table.Rows[row][column];
        var (kind, value) = cell switch
        {
            Cell.Measured measured => ("measured", Number(Statistics.Mean(measured.Values))),
            Cell.Copied copied => ("copied", Number(copied.Value)),
            Cell.Text text => ("text", table.Columns[column].Unit == Unit.Text ? text.Value : ""),
            _ => ("not-run", ""),
        };
        var number = table.Columns[column].Unit == Unit.Text ? "" : "number ";
        html.Append($"<td class=\"{number}{kind}\" data-value=\"{Encode(value)}\">{Encode(table.Show(row, column))}</td>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
