using CrossRes.Losses;
using CrossRes.Models;
using CrossRes.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

/// <summary>Peak memory of forward and backward passes, from the kernel's account of this process.</summary>
public class LossMemoryTests
{
    private const long Images = 256, Width = 1024, Classes = 10, Cubic = Images * Images * Width * sizeof(float);

    public static TheoryData<string> Names => [.. LossRegistry.Entries.Select(e => e.Name)];

    [Theory, MemberData(nameof(Names))]
    public void No_loss_needs_as_much_as_images_squared_times_width(string name)
    {
        var growth = Growth(name, Images, Width);
        Assert.True(growth < Cubic, $"{name}: {growth >> 20} MiB, a tensor of that shape has {Cubic >> 20}");
    }

    [Theory]
    [InlineData("rkd.angle")]
    [InlineData("horkd.3")]
    public void Angles_of_many_images_are_exact_and_those_of_512_take_less_than_one_and_a_half_gigabytes(string name)
    {
        Assert.InRange(Growth(name, 512, 512), 0, 1_500_000_000);
        using var scope = NewDisposeScope();
        var (student, teacher) = (Rows(256, 64, 1), Rows(256, 64, 2)); // many tiles, too
        using var loss = Create(name, 256, 64, []);
        var value = loss.Forward(Seen(student), Seen(teacher), Batch(256)).ToDouble();
        Assert.InRange(value / DirectAngles(student, teacher), 1 - 1e-5, 1 + 1e-5);
    }

    [Theory]
    [InlineData("no", 1)]
    [InlineData("yes", 2)]
    public void Five_hundred_and_twelve_negatives_at_a_batch_of_96_take_less_than_half_a_gigabyte_a_direction(
        string symmetric, int directions)
    {
        var growth = Growth("crrcd", 96, 512, new() { ["negatives"] = "512", ["symmetric"] = symmetric });
        Assert.InRange(growth, 0, directions * 500_000_000L);
    }

    /// <summary>The same sum anchor by anchor in float64, from the definition.</summary>
    private static double DirectAngles(Tensor student, Tensor teacher)
    {
        var sum = 0.0;
        for (var i = 0L; i < student.shape[0]; i++)
        {
            using var scope = NewDisposeScope();
            var error = (Cosines(student, i) - Cosines(teacher, i)).abs();
            sum += where(error.le(1), error.square() / 2, error - 0.5).sum().ToDouble();
        }
        return sum / Math.Pow(student.shape[0], 3);

        static Tensor Cosines(Tensor x, long anchor)
        {
            var rows = x.to_type(ScalarType.Float64);
            var e = nn.functional.normalize(rows - rows[anchor]);
            return e.matmul(e.t());
        }
    }

    /// <summary>Bytes by which a forward and a backward pass raise the peak of the resident memory.</summary>
    private static long Growth(string name, long images, long width, Dictionary<string, string>? options = null)
    {
        using var scope = NewDisposeScope();
        using var loss = Create(name, images, width, options ?? Negatives(name));
        var (student, teacher) = (Rows(images, width, 1), Rows(images, width, 2));
        student.requires_grad = true;
        var growth = PeakMemory.Growth(() => loss.Forward(Seen(student), Seen(teacher), Batch(images)).backward());
        Assert.False(student.grad is null);
        return growth!.Value;
    }

    private static DistillationLoss Create(
        string name, long images, long width, Dictionary<string, string> options) => LossRegistry.Create(name, options,
        new LossContext((int)Classes, width, width, () => Rows(Classes, width, 3), 1)
        {
            StudentMaps = [[width / 64, 8, 8], [width / 16, 4, 4]],
            TeacherMaps = [[width / 64, 8, 8], [width / 16, 4, 4]],
            TrainLabels = [.. Enumerable.Range(0, (int)images).Select(i => i % Classes)],
        });

    // what is contrasted takes images × images × negatives numbers
    private static Dictionary<string, string> Negatives(string name) =>
        name is "crd" or "crcd" or "crrcd" ? new() { ["negatives"] = "16" } : [];

    /// <summary>Embeddings and maps of the same numbers.</summary>
    private static NetworkOutputs Seen(Tensor rows) => new(
        rows.narrow(1, 0, Classes), rows,
        [rows.reshape(rows.shape[0], -1, 8, 8), rows.reshape(rows.shape[0], -1, 4, 4)]);

    private static Targets Batch(long images) =>
        new(arange(images, dtype: int64).remainder(Classes), arange(images, dtype: int64));

    private static Tensor Rows(long count, long width, long seed)
    {
        using var generator = CrossRes.Common.RandomStreams.Generator(seed, "rows");
        return randn([count, width], generator: generator);
    }
}
