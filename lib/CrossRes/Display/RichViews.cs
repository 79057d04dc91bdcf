using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Results;
using Plotly.NET;
using static TorchSharp.torch;

namespace CrossRes.Display;

/// <summary>How values that cannot show themselves are shown in a notebook.</summary>
public static class RichViews
{
    /// <summary>
    /// A view of a tensor, a network, a chart, a recipe, runs, or a Deedle frame or series; null for anything else.
    /// </summary>
    public static IRichView? Of(object? value) => value switch
    {
        Tensor tensor => TensorView.Of(tensor),
        nn.Module network => ModelView.Of(network),
        Recipe recipe => RecipeView.Of(recipe),
        GenericChart chart => new FigureView(chart),
        RunRecord run => new RunView(run),
        IReadOnlyCollection<RunRecord> runs => RunView.Table(runs),
        _ => FrameView.Of(value),
    };
}
