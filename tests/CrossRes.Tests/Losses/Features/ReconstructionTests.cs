using System.Globalization;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

/// <summary>Losses that were rebuilt from summaries, against loops over doubles.</summary>
public class ReconstructionTests
{
    [Theory, Checks("skd")]
    [InlineData("0")]
    [InlineData("0.2")]
    public void Skd_regresses_the_images_that_are_nearest_to_their_own_centre(string margin) => Batch.ForAll(any =>
    {
        var batch = any.OfEqualWidths() with { Classes = 7 };
        var centres = LossProbe.Centres(batch);
        var distances = batch.Teacher.Select(t => centres.Select(c => Math.Sqrt(Squared(t, c))).ToArray()).ToArray();
        var lead = double.Parse(margin, CultureInfo.InvariantCulture) * distances.SelectMany(d => d).Average();
        var errors = Enumerable.Range(0, batch.Student.Length)
            .Where(i => distances[i].Index().All(d =>
                d.Index == batch.Labels[i] || distances[i][batch.Labels[i]] + lead < d.Item))
            .Select(i => Squared(batch.Student[i], batch.Teacher[i])).ToArray();
        Assert.Equal(errors.DefaultIfEmpty(0).Average(), LossProbe.Value("skd", batch, ("margin", margin)), 9);
    });

    [Theory, Checks("vlrr")]
    [InlineData("0.75")]
    [InlineData("1")]
    public void Vlrr_predicts_a_share_of_the_teachers_channels(string share) => Batch.ForAll(batch =>
    {
        using var scope = NewDisposeScope();
        using var loss = LossProbe.Create("vlrr", batch, ("share", share));
        var weight = loss.state_dict()["adapter.weight"];
        var bias = loss.state_dict()["adapter.bias"].data<double>().ToArray();
        var width = batch.Teacher[0].Length;
        Assert.Equal(share == "1" ? width : Math.Max(1, 3 * width / 4), bias.Length);
        var errors = batch.Student.SelectMany((s, i) => bias.Select((b, c) =>
        {
            var predicted = b + s.Zip(weight[c].flatten().data<double>(), (x, w) => x * w).Sum();
            var error = Math.Abs(predicted - batch.Teacher[i][c]);
            return error < 1 ? error * error / 2 : error - 0.5;
        }));
        Assert.Equal(errors.Average(), LossProbe.Value("vlrr", batch, ("share", share)), 9);
    });

    private static double Squared(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
