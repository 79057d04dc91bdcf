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

/// <summary>
/// A view that others of its kind share something with, which a notebook shows once, before the first.
/// </summary>
public interface INeedsPrelude : IRichView
{
    /// <summary>What is shown once; views of one type of prelude share it.</summary>
    IRichView Prelude { get; }
}
