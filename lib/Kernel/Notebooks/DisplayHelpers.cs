using System.Text.RegularExpressions;

namespace CSharpKernel.Notebooks;

/// <summary>What every cell can call without a <c>using</c>.</summary>
public static partial class DisplayHelpers
{
#pragma warning disable IDE1006 // the name that C# notebooks know
    /// <summary>Shows a value at once, before the cell has ended; outside a cell prints its plain text.</summary>
    /// <returns>What changes it in place.</returns>
    public static Displayed display(object? value) => new Displayed(Session.Current).Start(value);
#pragma warning restore IDE1006

    /// <summary>A view of HTML markup.</summary>
    public static Markup HTML(string markup) => new("text/html", markup, Tag().Replace(markup, ""));

    /// <summary>A view of Markdown text.</summary>
    public static Markup Markdown(string text) => new("text/markdown", text, text);

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}

/// <summary>Text that a notebook shows formatted.</summary>
/// <param name="MimeType">How it is written, such as <c>text/html</c>.</param>
/// <param name="Content">The text with its markup.</param>
/// <param name="Plain">The text without.</param>
public sealed record Markup(string MimeType, string Content, string Plain)
{
    internal IReadOnlyDictionary<string, string> Render() =>
        new Dictionary<string, string> { [MimeType] = Content, ["text/plain"] = Plain };
}
