using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Results;
using Plotly.NET;
using static TorchSharp.torch;

namespace CrossRes.Display;

/// <summary>What a notebook shows of the values that this library knows.</summary>
public static class NotebookViews
{
    /// <summary>
    /// MIME type → content, as <see cref="IRichView.Render"/> gives it; null for a value that is not known here.
    /// </summary>
    /// <param name="value">Anything.</param>
    /// <param name="still">
    /// One picture of each figure, and each picture once: notebooks kept in files stay small, and show where no script
    /// runs.
    /// </param>
    public static IReadOnlyDictionary<string, string>? Render(object? value, bool still = false)
    {
        if ((value as IRichView ?? RichViews.For(value)) is not { } view) return null;
        if (still && view is FigureView figure && figure.Still() is { } picture) return picture;
        var content = view.Render();
        if (view is INeedsPrelude { Prelude: var prelude }) NotebookDisplay.Current?.ShowOnce(prelude);
        return still && content.ContainsKey("text/html") ? content.Where(part => part.Key != "image/png").ToDictionary()
            : content;
    }
}

/// <summary>How values that cannot show themselves are shown in a notebook.</summary>
public static class RichViews
{
    /// <summary>
    /// A view of a tensor, a network, a chart, a recipe, runs, or a Deedle frame or series; null for anything else.
    /// </summary>
    public static IRichView? For(object? value) => value switch
    {
        Tensor tensor => TensorView.For(tensor),
        nn.Module network => ModelView.Layers(network),
        Recipe recipe => RecipeView.Table(recipe),
        GenericChart chart => new FigureView(chart),
        RunRecord run => new RunView(run),
        IReadOnlyCollection<RunRecord> runs => RunView.Table(runs),
        _ => FrameView.For(value),
    };
}

/// <summary>
/// Which cell of a notebook holds what its views share, so that it is shown once: by the first cell that needs it, and
/// by that cell again when it runs again, since its earlier outputs are gone then.
/// </summary>
public sealed class Preludes
{
    private readonly Lock gate = new();
    private readonly Dictionary<Type, string> holders = []; // type of prelude → code of the cell
    private readonly HashSet<Type> shown = [];              // by the run that is on
    private object? current;

    /// <summary>Whether a prelude is to be shown now.</summary>
    /// <param name="run">One run of a cell: the same object for all that the run shows.</param>
    /// <param name="code">The cell's code.</param>
    public bool Wants(IRichView prelude, object run, string code)
    {
        lock (gate)
        {
            if (!ReferenceEquals(current, run)) shown.Clear();
            current = run;
            var type = prelude.GetType();
            if (!holders.ContainsKey(type)) holders[type] = code;
            return holders[type] == code && shown.Add(type);
        }
    }
}
