using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

/// <summary>
/// CRRCD's equations 1, 10 and 11 number by number, with the modules of a loss, all pairs of a batch and the batch
/// alone as memory.
/// </summary>
internal sealed class DirectRelations(
    IReadOnlyDictionary<string, Tensor> state, Batch batch, double temperature, int images)
{
    private readonly Dictionary<string, (double[][] Rows, double[] Bias)> maps = [];

    /// <summary>The loss whose queries are the student's relations, or the mirror of it.</summary>
    internal double Loss(bool normalized, bool mirror)
    {
        var n = batch.Labels.Length;
        var choices = (from i in Enumerable.Range(0, n)
                       from j in Enumerable.Range(0, n)
                       where i != j
                       select Scores(i, j, mirror)).ToList();
        var all = choices.SelectMany(c => c.Others.Append(c.Own));
        var z = normalized ? images * all.Average(s => Math.Exp(s / temperature)) : 1;
        return choices.Average(c =>
        {
            double H(double score)
            {
                var e = Math.Exp(score / temperature) / z;
                return e / (e + (double)Math.Max(c.Others.Length, 1) / images);
            }
            return -Math.Log(H(c.Own)) - c.Others.Sum(s => Math.Log(1 - H(s)));
        });
    }

    private (double Own, double[] Others) Scores(int anchor, int image, bool mirror)
    {
        double[] Known(int k) => Relation("teacher", anchor, batch.Teacher[k]);
        double[] Seen(int k) => Relation("student", anchor, batch.Student[k]);
        var (query, key) = mirror ? (Known(image), (Func<int, double[]>)Seen) : (Seen(image), Known);
        return (Dot(query, key(image)),
            [.. from k in Enumerable.Range(0, batch.Labels.Length)
                where batch.Labels[k] != batch.Labels[anchor] && batch.Labels[k] != batch.Labels[image]
                select Dot(query, key(k))]);
    }

    /// <summary>Of length 1: the critic's map of φ(ReLU(φᵢ a − φⱼ e)).</summary>
    private double[] Relation(string space, int anchor, double[] embedding)
    {
        var a = Map($"{space}.relation.anchor", batch.Teacher[anchor]);
        var e = Map($"{space}.relation.other", embedding);
        var related = Map($"{space}.relation.relation", [.. a.Zip(e, (x, y) => Math.Max(x - y, 0))]);
        var v = Map($"{space}.head.linear", related);
        var length = Math.Sqrt(Dot(v, v));
        return [.. v.Select(x => x / length)];
    }

    private double[] Map(string linear, double[] x)
    {
        if (!maps.TryGetValue(linear, out var map))
        {
            var weight = state[linear + ".weight"].contiguous().data<double>().ToArray();
            var bias = state[linear + ".bias"].data<double>().ToArray();
            maps[linear] = map = ([.. weight.Chunk(weight.Length / bias.Length)], bias);
        }
        return [.. map.Bias.Select((b, row) => b + Dot(map.Rows[row], x))];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
