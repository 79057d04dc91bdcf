using Plotly.NET.CSharp;
using TorchSharp;
using GenericChart = Plotly.NET.GenericChart;
using static TorchSharp.torch;

namespace CrossRes.Display;

/// <summary>What a teacher and a student make of the same images, beside each other in one figure.</summary>
public static class SideBySide
{
    /// <summary>Two matrices on one colour scale, the teacher's on the left.</summary>
    /// <param name="teacher">[N, M].</param>
    /// <param name="student">[N, K].</param>
    public static GenericChart Matrices(string title, Tensor teacher, Tensor student)
    {
        using var scope = NewDisposeScope();
        var gap = full([teacher.shape[0], 2], double.NaN, dtype: float64);
        var both = cat([Float64(teacher), gap, Float64(student)], 1);
        var (rows, columns) = ((int)both.shape[0], (int)both.shape[1]);
        var (numbers, values) = (both.data<double>().ToArray(), new double[rows, columns]);
        Buffer.BlockCopy(numbers, 0, values, 0, numbers.Length * sizeof(double));
        return Plot.Figure($"{title}: teacher, student", "image", "image",
            Plot.Heatmap(title, Enumerable.Range(0, columns), Enumerable.Range(0, rows), values)).WithSize(Height: 400);
    }

    /// <summary>How the entries of two tensors are distributed.</summary>
    public static GenericChart Distributions(string title, string axis, Tensor teacher, Tensor student)
    {
        using var scope = NewDisposeScope();
        return Plot.Figure(title, axis, "how often", Histogram("teacher", teacher), Histogram("student", student));

        GenericChart Histogram(string name, Tensor values) =>
            Plot.Histogram(name, Float64(values).flatten().data<double>().ToArray(), bins: 40);
    }

    /// <summary>A number per category from each network.</summary>
    /// <param name="teacher">[N].</param>
    /// <param name="student">[N].</param>
    public static GenericChart Bars(string title, string axis, string unit, IReadOnlyList<string> categories,
        Tensor teacher, Tensor student)
    {
        using var scope = NewDisposeScope();
        return Plot.Figure(title, axis, unit, Network("teacher", teacher), Network("student", student));

        GenericChart Network(string name, Tensor values) =>
            Plot.Bars(name, categories, Float64(values).data<double>().ToArray());
    }

    /// <summary>
    /// Maps as gray pictures, brightest where largest: the teacher's in the first row, the student's below.
    /// </summary>
    /// <param name="teacher">[N, h, w].</param>
    /// <param name="student">[N, h', w'], scaled to the teacher's size.</param>
    public static ImageGrid Maps(Tensor teacher, Tensor student)
    {
        using var scope = NewDisposeScope();
        var (count, height, width) = ((int)teacher.shape[0], (int)teacher.shape[1], (int)teacher.shape[2]);
        var small = nn.functional.interpolate(student.to_type(ScalarType.Float32).unsqueeze(1), size: [height, width],
            mode: InterpolationMode.Nearest).squeeze(1);
        var gray = (cat([Gray(teacher), Gray(small)]) * 255).to(ScalarType.Byte).cpu().contiguous();
        return new ImageGrid(gray.bytes.ToArray(), 2 * count, 1, height, width)
        {
            Columns = count, Zoom = Math.Max(1, 64 / height),
        };
    }

    private static Tensor Float64(Tensor values) => values.detach().cpu().to_type(ScalarType.Float64).contiguous();

    private static Tensor Gray(Tensor maps)
    {
        var values = maps.detach().to_type(ScalarType.Float32);
        var (low, high) = (values.amin([1, 2], keepdim: true), values.amax([1, 2], keepdim: true));
        return (values - low) / (high - low).clamp_min(1e-12);
    }
}
