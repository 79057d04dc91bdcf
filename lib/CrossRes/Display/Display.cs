using CrossRes.Common;

namespace CrossRes.Display;

/// <summary>Where views appear while code runs: a notebook's cell.</summary>
public interface IDisplay
{
    /// <summary>Shows a view.</summary>
    /// <returns>What changes it in place.</returns>
    IDisplayed Show(IRichView view);

    /// <summary>Shows what several views share, unless the notebook has it already.</summary>
    void ShowOnce(IRichView prelude);
}

/// <summary>A view that is shown.</summary>
public interface IDisplayed
{
    /// <summary>Puts another view in its place.</summary>
    void Update(IRichView view);
}

/// <summary>The display of the code that runs; known to all that it calls.</summary>
public static class NotebookDisplay
{
    private static readonly AsyncLocal<IDisplay?> Now = new();

    /// <summary>Null outside notebooks.</summary>
    public static IDisplay? Current
    {
        get => Now.Value;
        set => Now.Value = value;
    }
}
