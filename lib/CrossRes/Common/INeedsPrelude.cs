namespace CrossRes.Common;

/// <summary>
/// A view that others of its kind share something with, which a notebook shows once, before the first.
/// </summary>
public interface INeedsPrelude : IRichView
{
    /// <summary>What is shown once; views of one type of prelude share it.</summary>
    IRichView Prelude { get; }
}
