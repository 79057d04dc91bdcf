using System.Text;

namespace CSharpKernel.Notebooks;

/// <summary>What a cell's run has put out so far. Neighbouring texts of one stream become one, as in Jupyter.</summary>
/// <param name="number">The cell's number among the code cells, from 1.</param>
internal sealed class CellRun(int number)
{
    private readonly List<CellOutput> outputs = [];
    private readonly StringBuilder text = new();
    private string? stream;

    public int Number => number;

    public IReadOnlyList<CellOutput> Outputs
    {
        get
        {
            EndStream();
            return outputs;
        }
    }

    public void Add(CellOutput output)
    {
        if (output is StreamOutput written)
        {
            if (written.Name != stream)
                EndStream();
            stream = written.Name;
            text.Append(written.Text);
            return;
        }
        EndStream();
        if (output is UpdateOutput update) Update(update);
        else outputs.Add(output);
    }

    /// <summary>Puts other content in the place of what this cell shows by the update's id, if it does.</summary>
    public void Update(UpdateOutput update)
    {
        if (outputs.FindIndex(o => o is DisplayOutput { Id: var id } && id == update.Id) is >= 0 and var place)
            Replace(place, update);
    }

    private void Replace(int place, UpdateOutput update)
    {
        if (update.Data.Values.All(content => content == "")) outputs.RemoveAt(place);
        else outputs[place] = new DisplayOutput(update.Data, update.Id);
    }

    private void EndStream()
    {
        if (stream is not null)
            outputs.Add(new StreamOutput(stream, text.ToString()));
        stream = null;
        text.Clear();
    }
}
