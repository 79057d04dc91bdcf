using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

public class MarginHeadTests
{
    [Theory, Checks("arcface", "cosface")]
    [InlineData("cosface", 0.35)]
    [InlineData("cosface", 0)]
    [InlineData("arcface", 0.5)]
    public void The_loss_is_its_equation(string loss, double margin) => Batch.ForAll(batch =>
    {
        using var scope = NewDisposeScope();
        (string, string)[] options = [("margin", FormattableString.Invariant($"{margin}")), ("scale", "8")];
        using var head = LossProbe.Create(loss, batch, options);
        var weight = head.parameters().Single().data<double>().ToArray().Chunk(batch.Student[0].Length).ToArray();
        var expected = batch.Student.Select((x, i) =>
        {
            var right = (int)batch.Labels[i];
            double[] scores = [.. weight.Select((w, j) =>
            {
                var cosine = Dot(x, w) / Math.Sqrt(Dot(x, x) * Dot(w, w));
                var angle = Math.Acos(cosine);
                return 8 * (j != right ? cosine
                    : loss == "cosface" ? cosine - margin
                    : angle + margin < Math.PI ? Math.Cos(angle + margin)
                    : cosine - margin * Math.Sin(margin));
            })];
            return Math.Log(scores.Sum(Math.Exp)) - scores[right];
        }).Average();
        Assert.Equal(expected, LossProbe.Value(loss, batch, options), 6);
    });

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
