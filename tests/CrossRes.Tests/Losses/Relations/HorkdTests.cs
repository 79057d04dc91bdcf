using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

public class HorkdTests
{
    [Fact, Checks("horkd.1", "horkd.2", "horkd.3", "horkd.C")]
    public void Orders_equal_the_formulas() => Batch.ForAll(batch =>
    {
        var narrow = batch with { Teacher = Batch.Rows(new Random(1), batch.Teacher.Length, batch.Student[0].Length) };
        Near(DirectFormulas.Order1(narrow.Student, narrow.Teacher), LossProbe.Value("horkd.1", narrow));
        Near(DirectFormulas.Order2(batch.Student, batch.Teacher), LossProbe.Value("horkd.2", batch));
        Near(DirectFormulas.Order3(batch.Student, batch.Teacher), LossProbe.Value("horkd.3", batch));
        Near(OrderC(batch), LossProbe.Value("horkd.C", batch));
    });

    [Fact]
    public void A_sum_is_the_mean_times_the_tuples() => Batch.ForAll(batch =>
    {
        var n = batch.Student.Length;
        Near(n * n * LossProbe.Value("horkd.2", batch), LossProbe.Value("horkd.2", batch, ("reduction", "sum")));
        Near(n * n * n * LossProbe.Value("horkd.3", batch), LossProbe.Value("horkd.3", batch, ("reduction", "sum")));
        var pairs = n * batch.Labels.Distinct().Count();
        Near(pairs * LossProbe.Value("horkd.C", batch), LossProbe.Value("horkd.C", batch, ("reduction", "sum")));
    });

    [Theory]
    [InlineData("horkd.1", "distance", "l2")]
    [InlineData("horkd.1", "distance", "l1")]
    [InlineData("horkd.1", "distance", "huber")]
    [InlineData("horkd.1", "distance", "cosine")]
    [InlineData("horkd.1", "dimensions", "mean")]
    [InlineData("horkd.2", "normalize", "both")]
    [InlineData("horkd.3", "normalize", "student")]
    [InlineData("horkd.3", "reduction", "sum")]
    [InlineData("horkd.C", "normalizer", "own")]
    [InlineData("horkd.C", "normalizer", "pairs")]
    [InlineData("rkd", "feature", "logits")]
    public void Gradients_equal_finite_differences(string loss, string option, string value) => Batch.ForAll(batch =>
    {
        var direction = Batch.Rows(new Random(2), batch.Student.Length, batch.Student[0].Length);
        // the centres of a first batch move with its embeddings, which a stopped gradient leaves out
        (string, string)[] options = loss is "horkd.C" ? [("gradient", "batch"), (option, value)] : [(option, value)];
        var (difference, gradient) = LossProbe.Slope(loss, batch, direction, options);
        Assert.Equal(difference, gradient, 1e-4 * Math.Max(Math.Abs(gradient), 1e-2));
    });

    [Fact, Checks("horkd")]
    public void Hybrid_is_the_weighted_sum_of_its_orders() => Batch.ForAll(batch =>
    {
        var sum = LossProbe.Value("horkd.1", batch) + 0.02 * LossProbe.Value("horkd.2", batch)
            + 0.01 * LossProbe.Value("horkd.3", batch) + LossProbe.Value("horkd.C", batch);
        Near(sum, LossProbe.Value("horkd", batch));
        var second = LossProbe.Value("horkd", batch, ("delta", "0"), ("beta", "0"), ("gamma", "0"));
        Near(0.02 * LossProbe.Value("horkd.2", batch), second);
    });

    [Fact]
    public void Stopped_centres_count_as_constants() => Batch.ForAll(batch =>
    {
        using var scope = NewDisposeScope();
        using var loss = LossProbe.Create("horkd.C", batch);
        double[] Gradient()
        {
            var student = Batch.Float64(batch.Student, requiresGrad: true);
            loss.Forward(Batch.Outputs(student), Batch.Outputs(batch.Teacher), batch.LabelTensor()).backward();
            return student.grad!.data<double>().ToArray();
        }
        var training = Gradient();
        loss.eval();
        Assert.Equal(training, Gradient());
    });

    private static double OrderC(Batch batch) => DirectFormulas.OrderC(
        batch.Student, batch.Teacher,
        DirectFormulas.Centres(batch.Student, batch.Labels, batch.Classes), LossProbe.Centres(batch));

    private static void Near(double expected, double got) =>
        Assert.True(Math.Abs(expected - got) <= 1e-9 + 1e-5 * Math.Abs(expected), $"expected {expected}, got {got}");
}
