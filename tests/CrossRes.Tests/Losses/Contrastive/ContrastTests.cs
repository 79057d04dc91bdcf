using CrossRes.Losses;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

/// <summary>Losses that remember every training image.</summary>
public class ContrastTests
{
    private static readonly Batch Some = Batch.Of(1, 6, 5, 4);

    public static TheoryData<string, string, string> Variants => new()
    {
        { "crd", "momentum", "0.5" },
        { "crcd", "head", "linear" },
        { "crcd", "head", "nonlinear" },
        { "crcd", "head", "none" },
    };

    [Theory, MemberData(nameof(Variants))]
    public void Gradients_equal_finite_differences(string loss, string option, string value) => Batch.ForAll(batch =>
    {
        using var scope = NewDisposeScope();
        var width = batch.Student[0].Length;
        using var module = (ContrastiveLoss)LossProbe.Create(
            loss, batch with { Teacher = batch.Student }, (option, value), ("negatives", "4"), ("temperature", "0.5"));
        var images = arange(batch.Student.Length);
        var drawn = (images.unsqueeze(1) + arange(5)).remainder(batch.Student.Length);
        var student = Batch.Float64(batch.Student, requiresGrad: true);
        var teacher = Batch.Float64(Batch.Rows(new Random(5), batch.Student.Length, width));
        module.Contrast(student, teacher, images, drawn); // sets Z, which no gradient follows
        module.eval();
        module.Contrast(student, teacher, images, drawn).backward();
        var direction = Batch.Float64(Batch.Rows(new Random(2), batch.Student.Length, width));
        double At(double h) => module.Contrast(student.detach() + h * direction, teacher, images, drawn).ToDouble();
        var (difference, gradient) = ((At(1e-6) - At(-1e-6)) / 2e-6, (student.grad! * direction).sum().ToDouble());
        Assert.Equal(difference, gradient, 1e-3 * Math.Max(Math.Abs(gradient), 1));
    });

    [Fact]
    public void Negatives_are_other_classes_and_do_not_repeat()
    {
        using var scope = NewDisposeScope();
        long[] labels = [0, 0, 0, 1, 1, 2, 2, 2];
        var context = new LossContext(3, 1, 1, () => zeros(1), 7) { TrainLabels = labels };
        using var negatives = new Negatives("crd", 5, context);
        var drawn = negatives.Draw(tensor(new long[] { 1, 4 })).data<long>().ToArray();
        Assert.Equal([1, 4], [drawn[0], drawn[6]]);
        Assert.Equal([3, 4, 5, 6, 7], drawn[1..6].Order());
        Assert.All(drawn[7..], image => Assert.NotEqual(1, labels[image]));
        Assert.Equal(5, drawn[7..].Distinct().Count());
        Assert.NotEqual(drawn, negatives.Draw(tensor(new long[] { 1, 4 })).data<long>().ToArray());
    }

    [Theory]
    [InlineData("crd")]
    [InlineData("crrcd")]
    public void A_restored_loss_draws_and_remembers_as_if_never_interrupted(string name)
    {
        using var scope = NewDisposeScope();
        using var straight = LossProbe.Create(name, Some);
        Step(straight);
        using var restored = LossProbe.Create(name, Some);
        using (no_grad())
            foreach (var (key, tensor) in restored.state_dict())
                tensor.copy_(straight.state_dict()[key]);
        Assert.Equal(Step(straight), Step(restored));
    }

    /// <summary>e^(1/T) is beyond float64 from T = 0.0014 on, beyond float32 from 0.011 on.</summary>
    [Theory]
    [InlineData("crd"), InlineData("crcd"), InlineData("kd"), InlineData("dkd")]
    [InlineData("crrcd"), InlineData("crrcd", "normalization", "none"), InlineData("crrcd", "symmetric", "yes")]
    public void Values_and_gradients_are_finite_at_any_temperature(
        string name, string? option = null, string? value = null)
    {
        // logits of student and teacher are their vectors: of one width for the losses between logits
        var batch = name.EndsWith("kd") ? Some.OfEqualWidths() : Some;
        (string, string)[] few = name.StartsWith("cr") ? [("negatives", "6"), ("width", "8")] : [];
        (string, string)[] more = option is null ? [] : [(option, value!)];
        foreach (var temperature in (string[])["0.01", "0.001"])
            foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
            {
                using var scope = NewDisposeScope();
                (string, string)[] options = [("temperature", temperature), .. few, .. more];
                using var loss = LossProbe.Create(name, batch, options).to(type);
                var teacher = Batch.Float64(batch.Teacher).to_type(type);
                for (var step = 0; step < 2; step++)
                {
                    var student = Batch.Float64(batch.Student).to_type(type).requires_grad_();
                    var result = loss.Forward(Batch.Outputs(student), Batch.Outputs(teacher), batch.Targets());
                    result.backward();
                    var where = $"{name} at {temperature} in {type}";
                    Assert.True(result.isfinite().ToBoolean(), $"{where}: value");
                    Assert.True(student.grad!.isfinite().all().ToBoolean(), $"{where}: gradient");
                }
            }
    }

    [Fact]
    public void Positions_and_classes_are_asked_for()
    {
        using var scope = NewDisposeScope();
        using var loss = LossProbe.Create("crd", Some);
        var (student, teacher) = (Batch.Outputs(Some.Student), Batch.Outputs(Some.Teacher));
        Assert.Contains("positions in the training set",
            Assert.Throws<ArgumentException>(() => loss.Forward(student, teacher, Some.LabelTensor())).Message);
        Assert.Contains("have the same label", Assert.Throws<ArgumentException>(() =>
            LossProbe.Create("crcd", Some with { Labels = [0, 0, 0, 0, 0, 0], Classes = 1 })).Message);
        Assert.Contains("set head=linear", Assert.Throws<ArgumentException>(() =>
            LossProbe.Create("crcd", Some, ("head", "none"))).Message);
    }

    private static double Step(DistillationLoss loss) => loss.Forward(
        Batch.Outputs(Some.Student), Batch.Outputs(Some.Teacher), Some.Targets()).ToDouble();
}
