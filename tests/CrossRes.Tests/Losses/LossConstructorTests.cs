using CrossRes.Losses;
using CrossRes.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

/// <summary>A loss made by its constructor, as in a notebook's cell, is the loss of a recipe.</summary>
public class LossConstructorTests
{
    private static readonly Batch Some = Batch.Of(1, 6, 5, 4);

    // what these have to know no single batch tells
    private static readonly string[] OfTheTrainingSet = ["crd", "crcd", "crrcd", "skd", "horkd", "horkd.C"];

    private static LossContext Context(long seed = 1) =>
        LossContext.From(Batch.Outputs(Some.Student), Batch.Outputs(Some.Teacher), seed) with
        {
            TeacherCentres = () => Batch.Float64(LossProbe.Centres(Some)),
            TrainLabels = [.. Enumerable.Range(0, 40).Select(i => (long)i % 4)],
        };

    [Fact]
    public void Settings_are_given_by_keyword_and_mean_what_they_do_in_a_recipe()
    {
        using var scope = NewDisposeScope();
        using var made = new Crd(temperature: 0.2, negatives: 12).For(Context()).to(ScalarType.Float64);
        var options = new Dictionary<string, string> { ["temperature"] = "0.2", ["negatives"] = "12" };
        using var named = LossRegistry.Create("crd", options, Context()).to(ScalarType.Float64);
        Assert.Equal(named.state_dict().Keys, made.state_dict().Keys);
        Assert.All(named.state_dict(), s => Assert.True(Same(s.Value, made.state_dict()[s.Key]), s.Key));
        Assert.Equal(Value(named), Value(made), 1e-9);
    }

    [Fact]
    public void A_loss_that_was_told_of_no_networks_learns_of_them_from_its_first_batch()
    {
        foreach (var entry in LossRegistry.Entries.Where(e => !OfTheTrainingSet.Contains(e.Name)))
        {
            using var scope = NewDisposeScope();
            var batch = Some.OfEqualWidths();
            using var made = entry.With(new Dictionary<string, string>());
            double first;
            using (NewDisposeScope()) first = Value(made, batch); // its layers outlive the step
            using var told = entry.With(new Dictionary<string, string>(),
                LossContext.From(Batch.Outputs(batch.Student), Batch.Outputs(batch.Teacher))).to(ScalarType.Float64);
            // not to the last digit: that depends on where in memory tensors lie
            Assert.True(Math.Abs(first - Value(told, batch)) <= 1e-9 * Math.Max(Math.Abs(first), 1), entry.Name);
            Assert.True(double.IsFinite(Value(made, batch)), entry.Name);
        }
    }

    [Fact]
    public void The_seed_of_the_context_decides_the_first_weights()
    {
        using var scope = NewDisposeScope();
        Tensor Weights(long seed) => new HorkdOrder1().For(Context(seed)).parameters().Single();
        Assert.True(Same(Weights(1), Weights(1)));
        Assert.False(Same(Weights(1), Weights(2)));
    }

    [Fact]
    public void What_no_batch_can_tell_is_asked_for()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("the labels of the training images are not given", Refusal(() => Value(new Crd())));
        Assert.Contains("centres of the teacher's classes are not given", Refusal(() => Value(new HorkdOrderC())));
        using var loss = new FitNet(stage: 1, adapter: MapAdapter.Always).For(Context());
        Assert.Contains("make another", Assert.Throws<InvalidOperationException>(() => loss.For(Context())).Message);
    }

    [Fact]
    public void A_number_out_of_range_is_named()
    {
        Assert.Equal("temperature must be a number greater than 0, not 0", Refusal(() => new Kd(temperature: 0)));
        Assert.Equal("length must be 6 or less, not 7", Refusal(() => new DarkRankSoft(length: 7)));
        Assert.Equal("variance must be more than floor, not 0.1", Refusal(() => new Vid(floor: 0.2, variance: 0.1)));
        Assert.Equal("share must be between 0 and 1, not 1.5", Refusal(() => new Vlrr(share: 1.5)));
        Assert.Equal("negatives must be 1 or more, not 0", Refusal(() => new Crrcd(negatives: 0)));
    }

    [Fact]
    public void A_sum_names_its_terms_and_leaves_out_those_without_weight()
    {
        using var scope = NewDisposeScope();
        var batch = Some.OfEqualWidths();
        using var sum = new LossSum((0.5, new CrossEntropy()), (0, new Crd()), (2, new Kd(1)), (3, new Kd()));
        Assert.Equal(["ce", "kd", "kd 2"], sum.Names);
        var (total, terms) = sum.Weighted(Batch.Outputs(batch.Student), Batch.Outputs(batch.Teacher), batch.Targets());
        double[] expected =
            [0.5 * Value(new CrossEntropy(), batch), 2 * Value(new Kd(1), batch), 3 * Value(new Kd(), batch)];
        Assert.Equal(expected, terms.Select(t => t.ToDouble()), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(terms.Sum(t => t.ToDouble()), total.ToDouble(), 12);
        Assert.Contains("at least one with a weight", Refusal(() => new Horkd(0, 0, 0, 0)));
    }

    [Fact]
    public void Every_loss_of_the_kit_is_in_the_registry_in_a_family_and_checked()
    {
        foreach (var type in typeof(DistillationLoss).Assembly.GetTypes())
            if (type is { IsAbstract: false } && type.IsSubclassOf(typeof(DistillationLoss)) && type != typeof(LossSum))
                Assert.True(LossRegistry.Entries.Any(e => e.Type == type), $"{type.Name} has no [Loss(…)] above it");
        var computed = ChecksAttribute.All.ToHashSet();
        foreach (var entry in LossRegistry.Entries.Where(e => e.Type.Assembly == typeof(DistillationLoss).Assembly))
        {
            Assert.True(entry.Family is "Task" or "Logits" or "Features" or "Relations" or "Contrastive",
                $"loss {entry.Name} is in the folder {entry.Family}, which is no family");
            Assert.True(entry.Golden.Count > 0 || computed.Contains(entry.Name),
                $"loss {entry.Name} has neither reference cases nor a test with [Checks(\"{entry.Name}\")]");
        }
        Assert.All(computed, name => LossRegistry.Find(name));
    }

    private static bool Same(Tensor a, Tensor b) => a.eq(b).all().ToBoolean();

    private static double Value(DistillationLoss loss, Batch? given = null)
    {
        var batch = given ?? Some;
        return loss.Forward(Batch.Outputs(batch.Student), Batch.Outputs(batch.Teacher), batch.Targets()).ToDouble();
    }

    private static string Refusal(Func<object> action) => Assert.Throws<ArgumentException>(() => action()).Message;
}
