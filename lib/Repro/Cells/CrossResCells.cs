using System.Reflection;
using CrossRes.Common;
using CrossRes.Display;
using CrossRes.Training;
using CSharpKernel.Notebooks;

namespace Repro.Cells;

/// <summary>
/// Binds a notebook's cells to CrossRes: its types show themselves, its trainings hear of an interrupt and show their
/// progress.
/// </summary>
/// <param name="still">Show pictures only where there are some (<see cref="NotebookViews.Render"/>).</param>
internal sealed class CrossResCells(bool still = false) : ICellHost
{
    private readonly Preludes preludes = new();

    public IReadOnlyList<Assembly> Libraries { get; } = [typeof(IRichView).Assembly];

    public IReadOnlyDictionary<string, string>? View(object value) => NotebookViews.Render(value, still);

    public void Enter(Session session, CancellationToken stop)
    {
        Interruption.Heed(stop);
        NotebookDisplay.Current = new CellDisplay(session, preludes);
    }

    private sealed class CellDisplay(Session session, Preludes preludes) : IDisplay
    {
        private readonly string code = session.Code;

        public IDisplayed Show(IRichView view) => new Shown(session.Display(view));

        public void ShowOnce(IRichView prelude)
        {
            if (preludes.Wants(prelude, this, code)) session.Emit(new DisplayOutput(prelude.Render()));
        }
    }

    private sealed class Shown(Displayed place) : IDisplayed
    {
        public void Update(IRichView view) => place.Update(view);
    }
}
