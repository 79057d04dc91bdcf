using System.Net;

namespace CrossRes.Common;

/// <summary>
/// How .NET Interactive finds the formatters of a type: by an attribute that is called like this one, whoever defined
/// it.
/// </summary>
/// <param name="mimeTypes">What the type's <see cref="IRichView.Render"/> gives.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TypeFormatterSourceAttribute(params string[] mimeTypes) : Attribute
{
    /// <summary>Makes the formatters.</summary>
    public Type FormatterSourceType => typeof(ViewFormatters);

    /// <summary>What is shown of a value, the best first.</summary>
    public string[] PreferredMimeTypes => mimeTypes;
}

/// <summary>The formatters of a view, by the same convention.</summary>
public sealed class ViewFormatters
{
    /// <summary>One for every content that a view may have.</summary>
    public IEnumerable<ViewFormatter> CreateTypeFormatters() =>
        [new("image/png"), new("text/html"), new("text/markdown"), new("text/plain")];
}

/// <summary>Writes one content of a view.</summary>
/// <param name="mimeType">Which.</param>
public sealed class ViewFormatter(string mimeType)
{
    /// <summary>Which content.</summary>
    public string MimeType => mimeType;

    /// <returns>Whether the view has such content.</returns>
    public bool Format(object view, TextWriter writer)
    {
        var shown = (IRichView)view;
        var content = mimeType == "text/html" ? ToHtml(shown) : shown.Render().GetValueOrDefault(mimeType);
        writer.Write(content);
        return content is not null;
    }

    /// <summary>The richest content of a view as HTML.</summary>
    internal static string ToHtml(IRichView view)
    {
        var content = view.Render();
        var plain = WebUtility.HtmlEncode(content["text/plain"]);
        return content.TryGetValue("text/html", out var own) ? own
            : content.TryGetValue("image/png", out var png)
                ? $"<img alt=\"{plain}\" src=\"data:image/png;base64,{png}\">" : $"<pre>{plain}</pre>";
    }
}
