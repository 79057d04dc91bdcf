using CrossRes.Data;
using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// A frozen teacher's logits and embeddings for the training images. An image's view in an epoch is a function of
/// (seed, epoch, image), so every student of the same seed asks for the same ones: they are worked out once, batch by
/// batch in the order of training, kept at full precision, and a run that reads them equals one that does not bit for bit.
/// Where all epochs together would take more than 2 GiB of disk, every student asks the teacher itself.
/// </summary>
public sealed class TeacherOutputs : IDisposable
{
    private const string MadeWith = "weights-sha256";
    private const long DiskLimit = 2L << 30; // bytes, for all epochs of a seed; the paper's scale would take 80 GiB

    private readonly Backbone teacher;
    private readonly string weights;
    private readonly bool stores;
    private Tensor? logits;
    private Tensor? embeddings;
    private bool complete;
    private string file = "";

    /// <param name="teacher">In evaluation mode; stays the caller's.</param>
    /// <param name="folder">The teacher's run.</param>
    /// <param name="side">Of the images that the teacher sees.</param>
    /// <param name="images">Training images.</param>
    /// <param name="epochs">That the student trains.</param>
    public TeacherOutputs(Backbone teacher, RunFolder folder, int side, long images, int epochs)
    {
        (this.teacher, weights, Folder, Side, Images) = (teacher, folder.WeightsSha256(), folder, side, images);
        stores = epochs * images * (teacher.Spec.Classes + teacher.EmbeddingSize) * sizeof(float) <= DiskLimit;
    }

    internal RunFolder Folder { get; }
    internal int Side { get; }
    internal long Images { get; }

    /// <summary>Turns to an epoch: reads what is stored of it, or begins to collect it. Epoch 0 is the images as they are.</summary>
    /// <exception cref="DataFileException">What is stored is damaged, or of another teacher or number of images.</exception>
    public void Begin(long seed, int epoch)
    {
        Forget();
        file = Folder.Outputs(seed, epoch);
        if (!File.Exists(file)) return;
        using var scope = NewDisposeScope();
        var stored = Safetensors.Load(file, out var metadata);
        if (metadata.GetValueOrDefault(MadeWith) != weights)
            throw new DataFileException(file, $"does not hold the outputs of the teacher in {Folder.Weights}", "delete it");
        if (!stored.TryGetValue("logits", out var l) || !stored.TryGetValue("embedding", out var e) || l.shape[0] != Images || e.shape[0] != Images)
            throw new DataFileException(file, $"does not hold a teacher's outputs for {Images} images", "delete it");
        logits = l.DetachFromDisposeScope();
        embeddings = e.DetachFromDisposeScope();
        complete = true;
    }

    /// <summary>The teacher's views of a batch; no feature maps.</summary>
    public Views Of(Batch batch)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var device = batch.High.device;
        if (complete)
        {
            var rows = batch.Indices.cpu();
            return new Views(
                logits!.index_select(0, rows).to(device).MoveToOuterDisposeScope(),
                embeddings!.index_select(0, rows).to(device).MoveToOuterDisposeScope(), []);
        }
        var views = teacher.Observe(Machine.ChannelsLast(batch.At(Side)));
        if (stores) Keep(batch, views);
        return new Views(views.Logits.MoveToOuterDisposeScope(), views.Embedding.MoveToOuterDisposeScope(), []);
    }

    /// <summary>Ends the epoch: stores what was collected, for the next student.</summary>
    public void End()
    {
        if (complete || logits is null) return;
        Safetensors.Save(
            file, new Dictionary<string, Tensor> { ["logits"] = logits, ["embedding"] = embeddings! },
            new Dictionary<string, string> { [MadeWith] = weights });
    }

    /// <summary>Mean embedding of each class over the training images as they are (HORKD, eq. 6): [C, D], NaN for a class without images.</summary>
    public Tensor Centres(BatchSource source, int classes)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        Begin(seed: 0, epoch: 0);
        Tensor? sums = null, counts = null;
        foreach (var batch in source.Plain())
        {
            using var step = NewDisposeScope();
            var embedding = Of(batch).Embedding.to_type(ScalarType.Float64);
            sums ??= zeros(classes, embedding.shape[1], ScalarType.Float64, embedding.device).MoveToOuterDisposeScope();
            counts ??= zeros(classes, ScalarType.Float64, embedding.device).MoveToOuterDisposeScope();
            sums.index_add_(0, batch.Labels, embedding, 1);
            counts.index_add_(0, batch.Labels, ones_like(batch.Labels, ScalarType.Float64), 1);
        }
        End();
        return (sums! / counts!.unsqueeze(1)).MoveToOuterDisposeScope();
    }

    public void Dispose() => Forget();

    private void Keep(Batch batch, Views views)
    {
        logits ??= empty(Images, views.Logits.shape[1]).DetachFromDisposeScope();
        embeddings ??= empty(Images, views.Embedding.shape[1]).DetachFromDisposeScope();
        var rows = batch.Indices.cpu();
        logits.index_copy_(0, rows, views.Logits.cpu());
        embeddings.index_copy_(0, rows, views.Embedding.cpu());
    }

    private void Forget()
    {
        logits?.Dispose();
        embeddings?.Dispose();
        (logits, embeddings, complete) = (null, null, false);
    }
}
