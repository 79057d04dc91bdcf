using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Experiments;
using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// A frozen teacher's logits and embeddings for the views of the training images. Augmentation has finitely many views
/// (162 with 4 pixels of padding), so that each is worked out once and kept: for every student, seed and loss.
/// At full precision a run that reads them equals one that asks the teacher bit for bit.
/// </summary>
internal sealed class TeacherOutputs : IDisposable
{
    private const long DiskLimit = 4L << 30; // bytes for each teacher

    private readonly Backbone teacher;
    private readonly int side;
    private readonly ScalarType type;
    private readonly ViewFile file;
    private readonly long views;

    /// <param name="teacher">In evaluation mode; stays the caller's.</param>
    /// <param name="folder">The teacher's run.</param>
    /// <param name="side">Of the images that the teacher sees.</param>
    /// <param name="source">Of the training images.</param>
    /// <param name="spec">What happens to them.</param>
    /// <param name="half">Kept as float16.</param>
    /// <exception cref="DataFileException">What is stored is of another teacher, or damaged.</exception>
    internal TeacherOutputs(Backbone teacher, RunFolder folder, int side, BatchSource source, ImageSpec spec, bool half,
        long limit = DiskLimit)
    {
        (this.teacher, this.side, views, type) = (teacher, side, source.ViewCount, half
            ? ScalarType.Float16 : ScalarType.Float32);
        var columns = (int)(teacher.Spec.Classes + teacher.EmbeddingSize);
        var key = new ViewFileKey(
            folder.WeightsSha256(), $"{side}x{side}, {spec.Resampler}, {spec.Augmentation}", source.Count, views,
            columns * (half ? 2 : 4));
        file = new ViewFile(folder.Outputs(Common.Digest.Sha256($"{spec}, {source.Count}, {key.Sees}, {type}")), key,
            limit);
    }

    /// <summary>Views that are stored.</summary>
    internal long Stored => file.Filled;

    /// <summary>The teacher's views of a batch; no feature maps.</summary>
    internal NetworkOutputs For(Batch batch)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var places = (batch.Indices * views + batch.Views).cpu().data<long>().ToArray();
        var rows = empty(places.Length, teacher.Spec.Classes + teacher.EmbeddingSize, type);
        if (file.TryRead(places, rows.bytes)) return Split(rows, batch.Device);
        var seen = teacher.Observe(batch.At(side));
        rows = cat([seen.Logits, seen.Embedding], 1).to_type(type);
        file.Add(places, rows.cpu().contiguous().bytes);
        return Split(rows, batch.Device);
    }

    public void Dispose() => file.Dispose();

    private NetworkOutputs Split(Tensor rows, Device device)
    {
        var answers = rows.to(device).to_type(ScalarType.Float32);
        return new NetworkOutputs(
            answers.narrow(1, 0, teacher.Spec.Classes).contiguous().MoveToOuterDisposeScope(),
            answers.narrow(1, teacher.Spec.Classes, teacher.EmbeddingSize).contiguous().MoveToOuterDisposeScope(), []);
    }
}
