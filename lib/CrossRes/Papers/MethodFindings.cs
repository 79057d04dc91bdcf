using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>One method against another, on every student that learned by both.</summary>
/// <param name="Name">What the sentence calls the other.</param>
internal sealed record Contrast(Method Method, Method Other, string Name)
{
    /// <summary>Only students on images of this side; null: all.</summary>
    internal int? Resolution { get; init; }
}

/// <summary>What the runs of a table that compares methods say, in sentences made from the parts of its rows.</summary>
internal static class MethodFindings
{
    /// <summary>
    /// For every student: a method against no teacher, against some others by name, and against the best of all others.
    /// </summary>
    /// <param name="ours">The table's own method.</param>
    /// <param name="others">What the sentence calls the rest, e.g. <c>the quoted methods</c>.</param>
    /// <param name="among">What it is compared with; null: every method of the table.</param>
    internal static Func<Experiment, IReadOnlyList<RunRecord>, IReadOnlyList<string>> Best(
        Method ours, string others, IReadOnlyList<Method>? among = null, params Method[] named) => (experiment, runs) =>
    {
        var means = runs.GroupBy(r => r.Row).ToDictionary(g => g.Key, g => g.Average(r => r.Result.Last));
        return Comparisons.Say(runs,
            from row in experiment.Trainable
            where row.Method == ours
            let rivals = experiment.Trainable.Where(r =>
                r.Student == row.Student && r.Method != ours && r.Method != Method.Alone
                && among?.Contains(r.Method) != false)
            let best = rivals.Where(r => means.ContainsKey(r.Key)).MaxBy(r => means[r.Key])
            where best is not null
            let alone = experiment.Alone(row)
            select new Finding($"{row.Student!.Name}: {ours.Name}",
            [
                .. alone is null ? Array.Empty<Against>() : [new(row.Key, alone.Key, Method.Alone.Name)],
                .. from rival in rivals
                   where named.Contains(rival.Method) && rival != best
                   select new Against(row.Key, rival.Key, rival.Method.Name),
                new(row.Key, best.Key, $"{best.Method.Name}, the best of {others}") { Picked = true },
            ]));
    };

    /// <summary>Whether there are runs of any of some methods.</summary>
    internal static bool WereRun(Experiment experiment, IEnumerable<Method> methods, IReadOnlyList<RunRecord> runs) =>
        runs.Any(run => experiment.Rows.Any(row => row.Key == run.Row && methods.Contains(row.Method)));

    /// <summary>A sentence for every student and contrast.</summary>
    internal static Func<Experiment, IReadOnlyList<RunRecord>, IReadOnlyList<string>> Contrasts(
        params IReadOnlyList<Contrast> contrasts) => (experiment, runs) => Comparisons.Say(runs,
            from contrast in contrasts
            from row in experiment.Trainable
            where row.Method == contrast.Method && (contrast.Resolution ?? row.Resolution) == row.Resolution
            from other in experiment.Trainable
            where other.Method == contrast.Other && row.Student is { } student && other.Student!.IsSameAs(student)
            select new Finding($"{row.Student!.Name}, {row.Method.Name}:",
                new Against(row.Key, other.Key, contrast.Name)));
}
