namespace CrossRes.Common;

/// <summary>Something that shows itself in a notebook or on a page.</summary>
public interface IRichView
{
    /// <summary>
    /// MIME type → content, richest first, always with <c>text/plain</c>. Content of a type that ends in
    /// <c>json</c> is JSON text; of an image type other than SVG, base64.
    /// </summary>
    IReadOnlyDictionary<string, string> Render();
}
