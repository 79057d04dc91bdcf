using CrossRes.Losses;
using CrossRes.Models;
using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

/// <summary>A made-up batch: rows of student and teacher embeddings with labels.</summary>
public sealed record Batch(double[][] Student, double[][] Teacher, long[] Labels, int Classes)
{
    public static Batch Of(int seed, int images, int studentWidth, int teacherWidth, int classes = 4)
    {
        var random = new Random(seed);
        return new Batch(
            Rows(random, images, studentWidth), Rows(random, images, teacherWidth),
            [.. Enumerable.Range(0, images).Select(_ => (long)random.Next(classes))], classes);
    }

    public static double[][] Rows(Random random, int rows, int columns) =>
        [.. Enumerable.Range(0, rows).Select(_ =>
            Enumerable.Range(0, columns).Select(_ => 4 * random.NextDouble() - 2).ToArray())];

    /// <summary>Checks a property on batches of 3 to 9 images.</summary>
    public static void ForAll(Action<Batch> property)
    {
        var batches =
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from images in Gen.Choose(3, 9)
            from student in Gen.Choose(2, 7)
            from teacher in Gen.Choose(2, 7)
            select Of(seed, images, student, teacher);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(2026, 1),
            Prop.ForAll(batches.ToArbitrary(), property));
    }

    public static Tensor Float64(double[][] rows, bool requiresGrad = false) => tensor(
        rows.SelectMany(r => r).ToArray(), [rows.Length, rows[0].Length], dtype: float64, requires_grad: requiresGrad);

    /// <summary>Outputs in which the embedding stands for everything, for two maps with a single position.</summary>
    public static NetworkOutputs Outputs(double[][] embeddings) => Outputs(Float64(embeddings));

    /// <inheritdoc cref="Outputs(double[][])"/>
    public static NetworkOutputs Outputs(Tensor embedding)
    {
        var map = embedding.unsqueeze(2).unsqueeze(3);
        return new(embedding, embedding, [map, map]);
    }

    /// <summary>
    /// With a teacher of the student's width, and no label beyond it: for losses of equal widths or of logits.
    /// </summary>
    public Batch OfEqualWidths() => this with
    {
        Teacher = Rows(new Random(3), Teacher.Length, Student[0].Length),
        Labels = [.. Labels.Select(label => label % Student[0].Length)],
    };

    /// <summary>With its images the other way round.</summary>
    public Batch Reversed() => this with
    {
        Student = [.. Student.Reverse()],
        Teacher = [.. Teacher.Reverse()],
        Labels = [.. Labels.Reverse()],
    };

    public Tensor LabelTensor() => tensor(Labels);

    /// <summary>The batch is the first part of its training set.</summary>
    public Targets Targets() => new(tensor(Labels), arange(Labels.Length));
}
