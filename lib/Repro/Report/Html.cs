using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Repro.Report;

/// <summary>
/// A piece of HTML, written as an interpolated string: what is put into it is escaped, unless it is HTML itself. So
/// <c>Html cell = $"&lt;td&gt;{label}&lt;/td&gt;"</c> is safe whatever the label holds.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct Html
{
    private readonly StringBuilder? text;

    /// <summary>As the compiler calls it.</summary>
    public Html(int literalLength, int formattedCount) => text = new(literalLength + 16 * formattedCount);

    public void AppendLiteral(string markup) => text!.Append(markup);

    public void AppendFormatted(Html html) => text!.Append(html.text);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts) text!.Append(part.text);
    }

    public void AppendFormatted(string? words) => text!.Append(Escape(words));

    public void AppendFormatted(IFormattable number, string? format = null) =>
        text!.Append(Escape(number.ToString(format, CultureInfo.InvariantCulture)));

    public override string ToString() => text?.ToString() ?? "";

    /// <summary>A text as it stands in markup, between tags and between quotation marks.</summary>
    internal static string Escape(string? words) => (words ?? "").Replace("&", "&amp;").Replace("<", "&lt;")
        .Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");

    /// <summary>Markup as it stands, such as a style or a picture that another part of the kit has written.</summary>
    public static Html Verbatim(string markup)
    {
        var html = new Html(markup.Length, 0);
        html.AppendLiteral(markup);
        return html;
    }
}
