using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Which feature maps of two networks are compared. As many on both sides: stage by stage. Otherwise each of the fewer
/// maps has for partner the deepest one that is as much smaller than the first of its network.
/// </summary>
internal static class Stage
{
    /// <summary>The context with shapes of paired maps only.</summary>
    /// <exception cref="ArgumentException">There are no maps, or one has no partner.</exception>
    internal static LossContext Paired(string loss, LossContext context)
    {
        var (student, teacher) = Pair(loss, context.StudentMaps, context.TeacherMaps, shape => shape);
        return context with { StudentMaps = student, TeacherMaps = teacher };
    }

    /// <summary>The maps that are compared.</summary>
    /// <exception cref="ArgumentException">One has no partner.</exception>
    internal static (IReadOnlyList<Tensor> Student, IReadOnlyList<Tensor> Teacher) Pair(
        string loss, IReadOnlyList<Tensor> student, IReadOnlyList<Tensor> teacher) => Pair(loss, student, teacher, map => map.shape);

    /// <summary>Position among the paired maps of a stage, counted from 1; 0 is the last.</summary>
    /// <exception cref="ArgumentException">There is no such stage.</exception>
    internal static int Of(string loss, int stage, LossContext paired)
    {
        var count = paired.StudentMaps.Count;
        return stage <= count
            ? (stage == 0 ? count : stage) - 1
            : throw new ArgumentException($"loss {loss} has stage {stage}, the networks have {count} stages in common");
    }

    private static (IReadOnlyList<T> Student, IReadOnlyList<T> Teacher) Pair<T>(
        string loss, IReadOnlyList<T> student, IReadOnlyList<T> teacher, Func<T, long[]> shape)
    {
        if (student.Count * teacher.Count == 0)
            throw new ArgumentException($"loss {loss} compares feature maps: the networks show {student.Count} (student) and {teacher.Count} (teacher)");
        if (student.Count == teacher.Count) return (student, teacher);
        var (few, many) = student.Count < teacher.Count ? (student, teacher) : (teacher, student);
        T[] partners = [.. few.Select(map =>
            many.LastOrDefault(other => Side(map) * Side(many[0]) == Side(other) * Side(few[0]))
            ?? throw new ArgumentException($"loss {loss} compares stage by stage: maps of {Sides(student)} pixels (student) and {Sides(teacher)} (teacher) do not pair"))];
        return few == student ? (few, partners) : (partners, few);

        long Side(T map) => shape(map)[^1];
        string Sides(IEnumerable<T> maps) => string.Join(", ", maps.Select(Side));
    }
}
