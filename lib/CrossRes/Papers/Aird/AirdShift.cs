using CrossRes.Benchmarks;
using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Data.Resampling;
using CrossRes.Data.Sets;
using CrossRes.Display;
using CrossRes.Experiments;
using CrossRes.Metrics;
using CrossRes.Models;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using CrossRes.Training;
using Plotly.NET;
using static TorchSharp.torch;

namespace CrossRes.Papers.Aird;

/// <summary>
/// AIRD's second step measured: a student on images as it was trained for and changed ones, with the statistics that it
/// was trained with and with those that adapt to the test images. FaceBN's formula is a reconstruction.
/// </summary>
public static class AirdShift
{
    private const int BatchSize = 64;

    /// <summary>Ways of adapting: name, method, the batch's share.</summary>
    public static IReadOnlyList<(string Name, Adaptation? Method, double Share)> Ways { get; } =
    [
        ("source", null, 1), ("FaceBN, ρ = 0.1", Adaptation.Online, 0.1), ("AdaBN", Adaptation.Pooled, 1),
        ("mixed, ρ = 0.5", Adaptation.Mixed, 0.5), ("batch alone", Adaptation.Batch, 1),
    ];

    private static readonly (string Title, int BatchSize, bool Shuffled)[] Settings =
    [
        ($"Changed images, batches of {BatchSize}", BatchSize, true), ("Batches of 8", 8, true),
        ("Batches of 256", 256, true),
        ($"Batches of {BatchSize}, identity by identity", BatchSize, false),
    ];

    /// <summary>
    /// Accuracies in percent on a held-out fold with the best threshold there, by corruption and then by way.
    /// </summary>
    /// <param name="student">In evaluation mode; it is left as it was.</param>
    /// <param name="data">With a held-out fold.</param>
    /// <param name="side">Of the images that the student sees, in pixels.</param>
    /// <param name="batchSize">Faces whose statistics are taken together.</param>
    /// <param name="shuffled">False: identity by identity, so that a batch shows few of them.</param>
    public static IReadOnlyList<IReadOnlyList<double>> Measure(
        Backbone student, FaceVerification data, int side, string resampler, int batchSize = BatchSize,
        bool shuffled = true)
    {
        using var scope = NewDisposeScope();
        var tested = Tested(data, side, resampler, shuffled, out var lfw);
        var transform = new EvaluationTransform(side, resampler, batchSize, CPU);
        return [.. Corruption.All.Select(corruption =>
        {
            var images = tested with { Images = corruption.Apply(tested.Images) };
            return (IReadOnlyList<double>)[.. Ways.Select(way =>
            {
                using var adapted = way.Method is { } method ? new AdaptiveBatchNorm(student, method, way.Share) : null;
                using var embeddings = FaceEmbeddings.Compute(student, images, transform, data.Normalization);
                return Verification.Best(embeddings, lfw);
            })];
        })];
    }

    /// <summary>
    /// What adaptation does to a student of one table's row, over its seeds: under each shift, by the size of a batch,
    /// and with a batch's faces sorted.
    /// </summary>
    /// <param name="lab">With runs of the row.</param>
    /// <param name="row">A student.</param>
    /// <param name="progress">Of a training that is needed where a run's weights are not here.</param>
    public static IReadOnlyList<ResultTable> Tables(Laboratory lab, Row row, IRunProgress progress) =>
        [.. Settings.Select(s => Table(s.Title, Measure(lab, row, progress, s.BatchSize, s.Shuffled))).Where(t =>
            t.Rows.Count > 0)];

    /// <summary>Means over the held-out folds, a group of bars for each shift.</summary>
    /// <inheritdoc cref="Tables"/>
    public static GenericChart Figure(Laboratory lab, Row row, IRunProgress progress)
    {
        var folds = Measure(lab, row, progress, BatchSize, shuffled: true);
        return Plot.Figure(
            $"Adapting batch normalization to a shift<br>{row.Label}, {lab.Scale.Name} scale, n = {folds.Count} folds",
            Plot.Axis("shift of the test images"), Plot.Axis("accuracy, best threshold, %", range: (50, 100)),
            Ways.Select((way, column) => Plot.Bars(way.Name, Corruption.All.Select(c => c.Name),
                Corruption.All.Select((_, shift) => folds.Average(f => f[shift][column])),
                folds.Count > 1 ? Corruption.All.Select((_, shift) =>
                    Statistics.SampleStd([.. folds.Select(f => f[shift][column])])) : null)));
    }

    /// <summary>
    /// For each held-out fold what <see cref="Measure(Backbone, FaceVerification, int, string, int, bool)"/> gives;
    /// nothing where no fold is held out.
    /// </summary>
    private static IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> Measure(Laboratory lab, Row row,
        IRunProgress progress, int batchSize, bool shuffled)
    {
        var recipe = row.Recipe!(lab.Scale);
        var folds = new List<IReadOnlyList<IReadOnlyList<double>>>();
        foreach (var seed in lab.Runs().Where(r => r.Row == row.Key).Select(r => r.Seed).Order())
        {
            if (lab.Data.Load(recipe.Images, seed) is not FaceVerification { Fold: not null } data) continue;
            using var student = lab.Network(row, seed, progress);
            folds.Add(Measure(student, data, recipe.Resolution, recipe.Images.Resampler, batchSize, shuffled));
        }
        return folds;
    }

    private static ResultTable Table(string title, IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> folds) => new(
        title, [$"{folds.Count} held-out folds, the best threshold on each; FaceBN's formula is a reconstruction"],
        [new Column("Shift"), .. Ways.Select(w => new Column(w.Name, Unit.Percent))],
        folds.Count == 0
            ? [] : [.. Corruption.All.Select((c, row) =>
                (Cell[])[new Cell.Text(c.Name),
                    .. Ways.Select((_, way) => Cell.From([.. folds.Select(f => f[row][way])]))])]);

    /// <summary>The held-out fold's images as the student sees them, in an order of its own.</summary>
    private static ImageSet Tested(FaceVerification data, int side, string resampler, bool shuffled, out Lfw lfw)
    {
        var fold = data.Fold ?? throw new ArgumentException("a held-out fold is needed", nameof(data));
        var rows = data.Pairs.ImagesOf(f => f == fold).ToArray();
        if (shuffled) rows = [.. rows.OrderBy(r => RandomStreams.Key(1, "shift order", r))];
        var place = rows.Index().ToDictionary(r => r.Item, r => (long)r.Index);
        var chosen = data.Pairs.Pairs.Zip(data.Pairs.Ends).Where(p => p.First.Fold == fold).ToList();
        var index = tensor(rows, dtype: ScalarType.Int64);
        using var degrade = Resampler.Named(resampler, FaceCrop.Side, FaceCrop.Side, side, side);
        var images = data.Pairs.Faces with
        {
            Images = degrade.Apply(data.Pairs.Faces.Images.index_select(0, index)),
            Labels = data.Pairs.Faces.Labels.index_select(0, index),
        };
        lfw = data.Pairs with
        {
            Faces = images, Pairs = [.. chosen.Select(p => p.First)],
            Ends = [.. chosen.Select(p => (place[p.Second.First], place[p.Second.Second]))],
        };
        return images;
    }
}
