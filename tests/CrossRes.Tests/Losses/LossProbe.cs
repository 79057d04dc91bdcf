using CrossRes.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

/// <summary>Value and gradient of a registered loss, as numbers.</summary>
public static class LossProbe
{
    public static DistillationLoss Create(string name, Batch batch, params (string Name, string Value)[] options) =>
        LossRegistry.Create(
            name,
            options.ToDictionary(o => o.Name, o => o.Value),
            new LossContext(
                batch.Classes, batch.Student[0].Length, batch.Teacher[0].Length, () => Batch.Float64(Centres(batch)), 1)
            {
                StudentMaps = [[batch.Student[0].Length, 1, 1], [batch.Student[0].Length, 1, 1]],
                TeacherMaps = [[batch.Teacher[0].Length, 1, 1], [batch.Teacher[0].Length, 1, 1]],
                TrainLabels =
                    [.. batch.Labels, .. Enumerable.Range(0, 3 * batch.Classes).Select(i => (long)i % batch.Classes)],
            }).to(ScalarType.Float64);

    /// <summary>Some centres of the teacher, whatever its embeddings are.</summary>
    public static double[][] Centres(Batch batch) => Batch.Rows(new Random(4), batch.Classes, batch.Teacher[0].Length);

    public static double Value(string name, Batch batch, params (string Name, string Value)[] options) =>
        Measure(name, batch, options).Value;

    public static (double Value, double[] Gradient) Measure(
        string name, Batch batch, params (string Name, string Value)[] options)
    {
        using var scope = NewDisposeScope();
        using var loss = Create(name, batch, options);
        var student = Batch.Float64(batch.Student, requiresGrad: true);
        var value = loss.Forward(Batch.Outputs(student), Batch.Outputs(batch.Teacher), batch.Targets());
        value.backward();
        return (value.ToDouble(), student.grad!.data<double>().ToArray());
    }

    /// <summary>Central difference of the value along a direction, and what the gradient says.</summary>
    public static (double Difference, double Gradient) Slope(
        string name, Batch batch, double[][] direction, params (string Name, string Value)[] options)
    {
        const double step = 1e-6;
        var gradient = Measure(name, batch, options).Gradient.Zip(direction.SelectMany(d => d), (g, d) => g * d).Sum();
        return ((At(step) - At(-step)) / (2 * step), gradient);

        double At(double h)
        {
            var moved = batch.Student.Zip(direction, (s, d) => s.Zip(d, (x, y) => x + h * y).ToArray());
            return Value(name, batch with { Student = [.. moved] }, options);
        }
    }
}
