using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Losses;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

/// <summary>Contrasts of relations (CRRCD).</summary>
public class CrrcdTests
{
    // all pairs of a batch: nothing is left to chance
    private static readonly (string, string)[] All =
        [("anchors", "99"), ("negatives", "9"), ("queue", "1"), ("width", "6"), ("temperature", "0.3")];

    [Theory, Checks("crrcd")]
    [InlineData("z", "no")]
    [InlineData("none", "no")]
    [InlineData("z", "yes")]
    [InlineData("none", "yes")]
    public void The_loss_is_equation_11(string normalization, string symmetric) => Batch.ForAll(batch =>
    {
        using var scope = NewDisposeScope();
        using var loss = LossProbe.Create(
            "crrcd", batch, [.. All, ("normalization", normalization), ("symmetric", symmetric)]);
        var direct = new DirectRelations(loss.state_dict(), batch, 0.3, batch.Labels.Length + 3 * batch.Classes);
        var expected = direct.Loss(normalization == "z", mirror: false);
        if (symmetric == "yes") expected += direct.Loss(normalization == "z", mirror: true);
        Assert.Equal(1, Value(loss, batch) / expected, 1e-10);
    });

    [Theory]
    [InlineData("no")]
    [InlineData("yes")]
    public void Gradients_equal_finite_differences(string symmetric) => Batch.ForAll(batch =>
    {
        using var scope = NewDisposeScope();
        using var loss = LossProbe.Create("crrcd", batch, [.. All, ("symmetric", symmetric)]);
        CrrcdTests.Value(loss, batch); // sets Z, which no gradient follows, and fills the queue
        loss.eval();
        var (teacher, student) = (Batch.Outputs(batch.Teacher), Batch.Float64(batch.Student, requiresGrad: true));
        Value(student).backward();
        var direction = Batch.Float64(Batch.Rows(new Random(2), batch.Student.Length, batch.Student[0].Length));
        double At(double h) => Value(student.detach() + h * direction).ToDouble();
        var (difference, gradient) = ((At(1e-6) - At(-1e-6)) / 2e-6, (student.grad! * direction).sum().ToDouble());
        Assert.Equal(difference, gradient, 1e-4 * Math.Max(Math.Abs(gradient), 1));

        Tensor Value(Tensor rows) => loss.Forward(Batch.Outputs(rows), teacher, batch.Targets());
    });

    [Fact]
    public void The_order_of_the_batch_changes_nothing() => Batch.ForAll(batch =>
    {
        using var scope = NewDisposeScope();
        Assert.Equal(1, LossProbe.Value("crrcd", batch, All) / LossProbe.Value("crrcd", batch.Reversed(), All), 1e-10);
    });

    [Fact]
    public void Modules_learn_from_positives_and_negatives_and_the_teacher_does_not()
    {
        using var scope = NewDisposeScope();
        var batch = Batch.Of(1, 8, 5, 4);
        using var loss = LossProbe.Create("crrcd", batch, All);
        var student = Batch.Float64(batch.Student, requiresGrad: true);
        var teacher = Batch.Float64(batch.Teacher, requiresGrad: true);
        loss.Forward(Batch.Outputs(student), Batch.Outputs(teacher), batch.Targets()).backward();
        Assert.All(loss.parameters(), p => Assert.True(p.grad!.abs().sum().ToDouble() > 0));
        Assert.True(teacher.grad is null);
    }

    [Theory]
    [InlineData("0.005")]
    [InlineData("1000")]
    public void Extreme_temperatures_stay_finite_in_float32(string temperature)
    {
        using var scope = NewDisposeScope();
        var batch = Batch.Of(1, 8, 5, 4);
        foreach (var normalization in new[] { "z", "none" })
        {
            using var loss = LossProbe.Create(
                "crrcd", batch, ("temperature", temperature), ("normalization", normalization)).to(ScalarType.Float32);
            var student = Batch.Float64(batch.Student).to_type(ScalarType.Float32).requires_grad_();
            var teacher = Batch.Float64(batch.Teacher).to_type(ScalarType.Float32);
            loss.Forward(Batch.Outputs(student), Batch.Outputs(teacher), batch.Targets()).backward();
            Assert.True(student.grad!.isfinite().all().item<bool>());
        }
    }

    [Fact]
    public void The_queue_gives_the_newest_of_other_kinds_and_drops_the_oldest()
    {
        using var scope = NewDisposeScope();
        using var queue = new EmbeddingQueue(5, 1);
        queue.Add(Column(1, 2, 3), tensor(new long[] { 7, 8, 7 }));
        queue.Add(Column(4, 5, 6), tensor(new long[] { 9, 7, 8 }));
        Assert.Equal([4, 5, 6, 1, 2], queue.Rows.data<float>().ToArray());
        var (positions, valid) = queue.Others(tensor(new long[] { 7, 8 }), tensor(new long[] { 7, 9 }), 3);
        Assert.Equal([true, true, true, true, true, false], valid.flatten().data<bool>().ToArray());
        var found = queue.Rows.flatten().index_select(0, positions.flatten());
        Assert.Equal([4, 6, 2, 5, 1], found.data<float>().ToArray()[..5]);
        queue.eval();
        queue.Add(Column(9), tensor(new long[] { 9 }));
        Assert.Equal(4, queue.Rows[0].item<float>());

        static Tensor Column(params float[] values) => tensor(values).unsqueeze(1);
    }

    [Fact]
    public void Among_thousands_of_identities_negatives_are_of_others_and_all_there()
    {
        using var scope = NewDisposeScope();
        using var queue = new EmbeddingQueue(1024, 1);
        using var stream = RandomStreams.Generator(1, "identities");
        Tensor Draw() => randint(0, 4281, [128], generator: stream).to_type(ScalarType.Int64);
        for (var step = 0; step < 8; step++)
        {
            var identities = Draw();
            queue.Add(identities.unsqueeze(1).to_type(ScalarType.Float32), identities);
        }
        var (anchor, image) = (Draw(), Draw());
        var (positions, valid) = queue.Others(anchor, image, 512);
        Assert.True(valid.all().item<bool>());
        var found = queue.Rows.flatten().index_select(0, positions.flatten());
        var negatives = found.view(128, 512).to_type(ScalarType.Int64);
        Assert.False(negatives.eq(anchor.unsqueeze(1)).logical_or(negatives.eq(image.unsqueeze(1))).any().item<bool>());
    }

    [Fact]
    public void Anchors_are_of_other_classes_while_there_are_any()
    {
        using var scope = NewDisposeScope();
        using var anchors = new RelationAnchors(3, 1);
        var (anchor, image) = anchors.Draw(tensor(new long[] { 0, 0, 1, 1 }));
        Assert.Equal(12, anchor.shape[0]);
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], image.data<long>().ToArray());
        Assert.Equal([2, 3, 1], anchor.data<long>().ToArray()[..2].Order().Append(anchor[2].item<long>()));
        Assert.Equal(0, anchors.Draw(tensor(new long[] { 5 })).Anchors.item<long>());
        using var one = new RelationAnchors(1, 1);
        long[] Draw() => one.Draw(arange(32)).Anchors.data<long>().ToArray();
        Assert.NotEqual(Draw(), Draw());
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        using var scope = NewDisposeScope();
        var batch = Batch.Of(1, 4, 3, 3);
        Assert.Contains("labels are not given", Assert.Throws<ArgumentException>(
            () => new Crrcd().For(new LossContext(2, 3, 3, () => zeros(1), 1))).Message);
        using var loss = LossProbe.Create("crrcd", batch, ("policy", "unsupervised"));
        var views = Batch.Outputs(batch.Teacher);
        Assert.Contains("positions in the training set",
            Assert.Throws<ArgumentException>(() => loss.Forward(views, views, batch.LabelTensor())).Message);
    }

    private static double Value(DistillationLoss loss, Batch batch) => loss.Forward(
        Batch.Outputs(batch.Student), Batch.Outputs(batch.Teacher), batch.Targets()).ToDouble();
}
