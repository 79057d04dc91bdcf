using System.Text;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>The outcome of a set of cases: a table with a row per op, and every failure.</summary>
public sealed record GoldenReport(string Table, IReadOnlyList<string> Failures)
{
    private static readonly IGoldenRoom[] Rooms =
        [.. typeof(IGoldenRoom).Assembly.GetTypes()
            .Where(t => t.IsAssignableTo(typeof(IGoldenRoom)) && !t.IsInterface)
            .Select(t => (IGoldenRoom)Activator.CreateInstance(t)!)];

    private static readonly Dictionary<string, GoldenEvaluator> Evaluators = Rooms.SelectMany(r => r.Evaluators).ToDictionary();

    /// <summary>Operations that are evaluated.</summary>
    public static IEnumerable<string> Operations => Evaluators.Keys;

    public static GoldenReport Of(string source, IReadOnlyList<GoldenCase> cases)
    {
        var failures = new List<string>();
        var table = new StringBuilder($"golden cases of {source}\n{"op",-44}{"cases",6}{"passed",8}\n");
        foreach (var op in cases.GroupBy(c => c.Op).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (!Evaluators.TryGetValue(op.Key, out var evaluate))
            {
                table.AppendLine($"{op.Key,-44}{op.Count(),6}       0  unknown");
                failures.Add($"unknown op {op.Key} in file {op.First().File}{(op.Count() > 1 ? $" and {op.Count() - 1} more" : "")}");
                continue;
            }
            var failed = op.Select(golden => Failure(golden, evaluate)).OfType<string>().ToList();
            failures.AddRange(failed);
            table.AppendLine($"{op.Key,-44}{op.Count(),6}{op.Count() - failed.Count,8}");
        }
        return new GoldenReport(table.ToString(), failures);
    }

    private static string? Failure(GoldenCase golden, GoldenEvaluator evaluate)
    {
        try
        {
            using var scope = NewDisposeScope();
            var results = evaluate(golden);
            if (golden.Params.Unread.FirstOrDefault() is { } ignored)
                return $"{golden.File} ({golden.Op}) the evaluator does not read parameter {ignored}";
            return golden.Expected
                .Select(e => results.TryGetValue(e.Key, out var got)
                    ? e.Value.Disagreement(got, golden.RelativeTolerance, golden.AbsoluteTolerance) is { } why ? $"{e.Key}: {why}" : null
                    : $"{e.Key}: the evaluator gives no such result")
                .OfType<string>()
                .Select(why => $"{golden.File} ({golden.Op}) {why}")
                .FirstOrDefault();
        }
        catch (Exception e)
        {
            return $"{golden.File} ({golden.Op}) {e.GetType().Name}: {e.Message}";
        }
    }
}
