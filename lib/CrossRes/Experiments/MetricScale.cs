using CrossRes.Data.StandIns;

namespace CrossRes.Experiments;

/// <summary>What a scale means for metric learning, where a set has its own classes and images their own sizes.</summary>
/// <param name="Shrink">What published image sides are divided by.</param>
/// <param name="Width">Factor on the channel counts of teacher and students.</param>
/// <param name="TeacherEpochs">Of the teacher; 40 in RKD's code.</param>
/// <param name="Epochs">Of assistants and students; 80 there.</param>
/// <param name="SyntheticClasses">Of a stand-in's training part, and as many for its test.</param>
/// <param name="SyntheticPerClass">Images of each.</param>
internal sealed record MetricScale(int Shrink, double Width, int TeacherEpochs, int Epochs, int SyntheticClasses, int SyntheticPerClass)
{
    internal const int HighResolution = 256;

    private static readonly MetricScale
        Tiny = new(8, 1 / 16.0, 1, 1, 6, 6), Laptop = new(4, 1 / 8.0, 40, 30, 20, 12), Paper = new(1, 1, 40, 80, 100, 20);

    internal static MetricScale Of(Scale scale) => scale.Name == Scale.Tiny.Name ? Tiny : scale.Name == Scale.Paper.Name ? Paper : Laptop;

    /// <summary>A published side at this scale.</summary>
    internal int At(int side) => side / Shrink;

    internal SpecimenOptions Synthetic => new(2 * SyntheticClasses, SyntheticPerClass, At(HighResolution));
}
