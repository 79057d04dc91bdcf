using System.Text.RegularExpressions;
using CrossRes.Plots;

namespace Repro.Notebooks;

/// <summary>What every cell can call without a <c>using</c>.</summary>
public static partial class DisplayHelpers
{
#pragma warning disable IDE1006 // the name that C# notebooks know
    /// <summary>Shows a value at once, before the cell has ended; outside a cell prints its plain text.</summary>
    /// <returns>What changes it in place.</returns>
    public static Displayed display(object? value) => new Displayed(Session.Current).Start(value);
#pragma warning restore IDE1006

    /// <summary>A view of HTML markup.</summary>
    public static IRichView HTML(string markup) =>
        new Markup("text/html", markup, Tag().Replace(markup, ""));

    /// <summary>A view of Markdown text.</summary>
    public static IRichView Markdown(string text) => new Markup("text/markdown", text, text);

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    private sealed class Markup(string type, string content, string plain) : IRichView
    {
        public IReadOnlyDictionary<string, string> Render() =>
            new Dictionary<string, string> { [type] = content, ["text/plain"] = plain };
    }
}
