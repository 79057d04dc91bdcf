using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>What a loss must know of the two networks and of the data before the first batch.</summary>
/// <param name="Classes">Number of classes C.</param>
/// <param name="StudentEmbedding">Width Ds of the student's embedding.</param>
/// <param name="TeacherEmbedding">Width Dt of the teacher's embedding.</param>
/// <param name="TeacherCentres">
/// Mean teacher embedding of each class over the training set, [C, Dt]; asked for at most once, at the first batch
/// of a loss that needs it.
/// </param>
/// <param name="Seed">Decides the initial weights of adapters and whatever a loss draws.</param>
public sealed record LossContext(
    int Classes, long StudentEmbedding, long TeacherEmbedding, Func<Tensor> TeacherCentres, long Seed)
{
    /// <summary>Shapes [c, h, w] of the student's maps; needed by losses with an adapter between maps.</summary>
    public IReadOnlyList<long[]> StudentMaps { get; init; } = [];

    /// <summary>Shapes [c, h, w] of the teacher's maps.</summary>
    public IReadOnlyList<long[]> TeacherMaps { get; init; } = [];

    /// <summary>The label of every training image; needed by losses that contrast an image with others.</summary>
    public IReadOnlyList<long> TrainLabels { get; init; } = [];

    /// <summary>What the outputs for one batch tell: all but the training set's labels and centres.</summary>
    public static LossContext From(NetworkOutputs student, NetworkOutputs teacher, long seed = 1) => new(
        (int)student.Logits.shape[^1], student.Embedding.shape[^1], teacher.Embedding.shape[^1],
        () => throw new ArgumentException("centres of the teacher's classes are not given: no batch has all images"),
        seed)
    {
        StudentMaps = [.. student.Maps.Select(map => map.shape[1..])],
        TeacherMaps = [.. teacher.Maps.Select(map => map.shape[1..])],
    };
}

/// <summary>What is known of the images of a batch besides their pixels.</summary>
/// <param name="Labels">int64 [N].</param>
/// <param name="Indices">
/// int64 [N], no two equal: positions in the training set. Losses that remember images need them.
/// </param>
public sealed record Targets(Tensor Labels, Tensor? Indices = null);
