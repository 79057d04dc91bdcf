namespace CSharpKernel.Notebooks;

/// <summary>
/// Something that a cell shows, to be changed in place: <c>var shown = display(0); shown.Update(1);</c>
/// </summary>
public sealed class Displayed
{
    private readonly Session? session;
    private readonly string id = Guid.NewGuid().ToString("N");

    internal Displayed(Session? session) => this.session = session;

    /// <summary>Puts another value in its place; outside a notebook prints it.</summary>
    public void Update(object? value)
    {
        if (session is null) Console.WriteLine(ValueFormatter.Format(value)["text/plain"]);
        else session.Show(value, data => new UpdateOutput(id, data));
    }

    internal Displayed Start(object? value)
    {
        if (session is null) Update(value);
        else session.Show(value, data => new DisplayOutput(data, id));
        return this;
    }
}
