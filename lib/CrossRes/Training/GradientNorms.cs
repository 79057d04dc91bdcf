using CrossRes.Display;
using CrossRes.Results;
using Plotly.NET;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// How hard each weighted term of a loss pulls: the norm of its gradient with respect to all weights of the student, in
/// the first step of each epoch. Looking changes no number of the run.
/// </summary>
public sealed class GradientNorms
{
    private readonly List<(int Epoch, IReadOnlyDictionary<string, double> Norms)> epochs = [];

    /// <summary>Norm of each term's gradient, by epoch.</summary>
    public IReadOnlyList<(int Epoch, IReadOnlyDictionary<string, double> Norms)> Epochs => epochs;

    /// <summary>The norms over the epochs, a line per term.</summary>
    public GenericChart Figure(string title) =>
        Plot.Figure(title, Plot.Axis("epoch"), Plot.Axis("norm of the weighted term's gradient", log: true),
            from term in epochs.SelectMany(e => e.Norms.Keys).Distinct()
            select Plot.Line(term, epochs.Select(e => e.Epoch), epochs.Select(e => e.Norms[term])));

    /// <summary>The mean over the epochs as a table, each beside cross-entropy's.</summary>
    public ResultTable Table(string title)
    {
        double Mean(string term) => epochs.Average(e => e.Norms[term]);
        Column[] columns = [new("Term"), new("Gradient norm", Unit.Number), new("Beside cross-entropy", Unit.Number)];
        return new ResultTable(title, ["Mean over the first steps of all epochs; one seed."], columns,
            [.. from term in epochs[0].Norms.Keys
                select (Cell[])[new Cell.Text(term), new Cell.Measured(Mean(term)),
                    new Cell.Measured(Mean(term) / Mean("ce"))]]);
    }

    internal void Add(int epoch, IReadOnlyList<string> names, IReadOnlyList<Tensor> terms,
        IEnumerable<Parameter> weights)
    {
        using var scope = NewDisposeScope();
        Tensor[] inputs = [.. weights.Where(w => w.requires_grad)];
        epochs.Add((epoch, names.Zip(terms).ToDictionary(t => t.First, t => Norm(t.Second, inputs))));
    }

    private static double Norm(Tensor term, IList<Tensor> weights)
    {
        if (!term.requires_grad) return 0;
        var squares = autograd.grad([term], weights, retain_graph: true, allow_unused: true)
            .Where(g => g is { IsInvalid: false }) // TorchSharp gives tensors without a handle for unused weights
            .Select(g => g.to_type(ScalarType.Float64).square().sum()).ToList();
        return squares.Count == 0 ? 0 : Math.Sqrt(stack(squares).sum().cpu().item<double>());
    }
}
