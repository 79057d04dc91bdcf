using CrossRes.Common;

namespace CrossRes.Display;

/// <summary>What a notebook shows of the values that this library knows.</summary>
public static class NotebookViews
{
    /// <summary>
    /// MIME type → content, as <see cref="IRichView.Render"/> gives it; null for a value that is not known here.
    /// </summary>
    public static IReadOnlyDictionary<string, string>? Of(object? value)
    {
        if ((value as IRichView ?? RichViews.Of(value)) is not { } view) return null;
        var content = view.Render();
        if (view is INeedsPrelude { Prelude: var prelude }) NotebookDisplay.Current?.ShowOnce(prelude);
        return content;
    }
}
