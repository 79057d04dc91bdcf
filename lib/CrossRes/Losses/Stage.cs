namespace CrossRes.Losses;

/// <summary>Stages whose maps a loss compares.</summary>
internal static class Stage
{
    /// <summary>Position in <see cref="Models.Views.Maps"/> of a stage, counted from 1; 0 is the last.</summary>
    internal static int Of(string loss, int stage, LossContext context)
    {
        var (student, teacher) = (context.StudentMaps.Count, context.TeacherMaps.Count);
        if (stage > student || stage > teacher || student * teacher == 0 || (stage == 0 && student != teacher))
            throw new ArgumentException($"loss {loss} has stage {stage}, the networks show {student} (student) and {teacher} (teacher) maps");
        return (stage == 0 ? student : stage) - 1;
    }

    /// <exception cref="ArgumentException">There are no maps, or not the same number.</exception>
    internal static void Pairs(string loss, LossContext context)
    {
        if (context.StudentMaps.Count == 0 || context.StudentMaps.Count != context.TeacherMaps.Count)
            throw new ArgumentException(
                $"loss {loss} learns stage by stage: {context.StudentMaps.Count} maps of the student, {context.TeacherMaps.Count} of the teacher");
    }
}
