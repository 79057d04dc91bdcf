using CrossRes.Losses;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

/// <summary>Batches that have no pair, no triplet, equal rows, one class: finite values and gradients.</summary>
public class EdgeBatchTests
{
    public static TheoryData<string> Names => [.. LossRegistry.Entries.Select(e => e.Name)];

    [Theory, MemberData(nameof(Names))]
    public void One_image(string loss) => Finite(loss, Batch.Of(1, 1, 5, 5));

    [Theory, MemberData(nameof(Names))]
    public void Two_images(string loss) => Finite(loss, Batch.Of(2, 2, 5, 5));

    [Theory, MemberData(nameof(Names))]
    public void Equal_student_rows(string loss)
    {
        var batch = Batch.Of(3, 6, 5, 5);
        batch.Student[4] = batch.Student[1];
        Finite(loss, batch);
    }

    [Theory, MemberData(nameof(Names))]
    public void Collapsed_networks(string loss)
    {
        var batch = Batch.Of(4, 6, 5, 5);
        Finite(loss, batch with { Student = [.. batch.Student.Select(_ => batch.Student[0])] });
        Finite(loss, batch with { Teacher = [.. batch.Teacher.Select(_ => batch.Teacher[0])] });
        Finite(loss, batch with { Student = [.. batch.Student.Select(_ => new double[5])] });
    }

    [Theory, MemberData(nameof(Names))]
    public void One_class_of_many(string loss) =>
        Finite(loss, Batch.Of(5, 6, 5, 5) with { Labels = [3, 3, 3, 3, 3, 3], Classes = 5 });

    [Fact]
    public void A_class_without_teacher_centre_takes_no_part()
    {
        var batch = Batch.Of(6, 4, 3, 3) with { Labels = [0, 1, 0, 1], Classes = 3 };
        using var scope = NewDisposeScope();
        var centres = Batch.Float64(LossProbe.Centres(batch));
        centres[2] = double.NaN;
        using var loss = new HorkdOrderC().For(new LossContext(3, 3, 3, () => centres, 0));
        var value = loss.Forward(Batch.Outputs(batch.Student), Batch.Outputs(batch.Teacher), batch.LabelTensor());
        Assert.Equal(LossProbe.Value("horkd.C", batch), value.ToDouble(), 12);
    }

    [Theory]
    [InlineData("rkd.angle")]
    [InlineData("horkd.3")]
    public void Nearly_equal_rows_stay_exact_in_float32(string loss)
    {
        var random = new Random(7);
        var batch = Batch.Of(7, 8, 16, 16);
        // a large common offset and one pair a few float32 steps apart
        double[] Far(double[] row) => [.. row.Select(x => (double)(float)(x + 100))];
        var student = batch.Student.Select(Far).ToArray();
        student[5] = [.. student[2].Select(x => x + random.Next(-2, 3) * Math.Pow(2, -17))];
        var exact = LossProbe.Measure(loss, batch with { Student = student });

        using var scope = NewDisposeScope();
        using var single = LossProbe.Create(loss, batch);
        var input = Batch.Float64(student).to_type(ScalarType.Float32);
        input.requires_grad = true;
        var value = single.Forward(Batch.Outputs(input), Batch.Outputs(batch.Teacher), batch.LabelTensor());
        value.backward();
        Assert.Equal(ScalarType.Float32, value.dtype);
        Assert.Equal(DirectFormulas.Order3(student, batch.Teacher), value.ToDouble(), 1e-5 * value.ToDouble());
        var largest = exact.Gradient.Max(Math.Abs);
        Assert.All(input.grad!.data<float>().ToArray().Zip(exact.Gradient),
            p => Assert.True(Math.Abs(p.First - p.Second) <= 1e-5 * largest));
    }

    private static void Finite(string loss, Batch batch)
    {
        var (value, gradient) = LossProbe.Measure(loss, batch);
        Assert.True(double.IsFinite(value), $"value {value}");
        Assert.All(gradient, g => Assert.True(double.IsFinite(g), $"gradient {g}"));
    }
}
