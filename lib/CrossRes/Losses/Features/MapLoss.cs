using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// A loss between the feature maps of the stages of student and teacher, paired by <see cref="MapPairs"/>: the sum of
/// its terms.
/// </summary>
public abstract class MapLoss : DistillationLoss
{
    public override bool NeedsMaps => true;

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets) =>
        Terms(MapPairs.Match(Name, student, teacher)).Aggregate((a, b) => a + b);

    /// <summary>The terms of the sum, shallow to deep.</summary>
    internal abstract IEnumerable<Tensor> Terms(IReadOnlyList<(Tensor Student, Tensor Teacher)> pairs);

    /// <summary>Two maps with the height and width of the lower one; the other is averaged over equal areas.</summary>
    internal static (Tensor A, Tensor B) SameSize(Tensor a, Tensor b)
    {
        if (a.dim() != 4 || b.dim() != 4 || (a.shape[2] == b.shape[2] && a.shape[3] == b.shape[3]))
            return (a, b);
        return a.shape[2] > b.shape[2] ? (Pooled(a, b), b) : (a, Pooled(b, a));
    }

    private static Tensor Pooled(Tensor map, Tensor like) =>
        nn.functional.adaptive_avg_pool2d(map, [like.shape[2], like.shape[3]]);
}

/// <summary>
/// Which feature maps of two networks are compared. As many on both sides: stage by stage. Otherwise each of the fewer
/// maps has for partner the deepest one that is as much smaller than the first of its network.
/// </summary>
internal static class MapPairs
{
    /// <summary>Shapes [c, h, w] of the maps that are compared.</summary>
    /// <exception cref="ArgumentException">There are no maps, or one has no partner.</exception>
    internal static IReadOnlyList<(long[] Student, long[] Teacher)> Match(string loss, LossContext context) =>
        Pair(loss, context.StudentMaps, context.TeacherMaps, shape => shape);

    /// <summary>The maps that are compared.</summary>
    /// <exception cref="ArgumentException">There are no maps, or one has no partner.</exception>
    internal static IReadOnlyList<(Tensor Student, Tensor Teacher)> Match(
        string loss, NetworkOutputs student, NetworkOutputs teacher) =>
        Pair(loss, student.Maps, teacher.Maps, map => map.shape);

    /// <summary>That of a stage, counted from 1; 0 is the last.</summary>
    /// <exception cref="ArgumentException">There is no such stage.</exception>
    internal static T OfStage<T>(this IReadOnlyList<T> pairs, string loss, int stage) => stage <= pairs.Count
        ? pairs[(stage == 0 ? pairs.Count : stage) - 1]
        : throw new ArgumentException(
            $"loss {loss} has stage {stage}, the networks have {pairs.Count} stages in common");

    private static IReadOnlyList<(T, T)> Pair<T>(
        string loss, IReadOnlyList<T> student, IReadOnlyList<T> teacher, Func<T, long[]> shape)
    {
        if (student.Count * teacher.Count == 0)
            throw new ArgumentException($"loss {loss} compares feature maps: "
                + $"the networks show {student.Count} (student) and {teacher.Count} (teacher)");
        if (student.Count == teacher.Count) return [.. student.Zip(teacher)];
        var (few, many) = student.Count < teacher.Count ? (student, teacher) : (teacher, student);
        var partners = few.Select(map =>
            many.LastOrDefault(other => Side(map) * Side(many[0]) == Side(other) * Side(few[0]))
            ?? throw new ArgumentException($"loss {loss} compares stage by stage: "
                + $"maps of {Sides(student)} pixels (student) and {Sides(teacher)} (teacher) do not pair"));
        return few == student ? [.. few.Zip(partners)] : [.. partners.Zip(few)];

        long Side(T map) => shape(map)[^1];
        string Sides(IEnumerable<T> maps) => string.Join(", ", maps.Select(Side));
    }
}
