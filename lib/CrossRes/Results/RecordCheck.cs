using CrossRes.Common;

namespace CrossRes.Results;

/// <summary>What JSON's shape alone cannot promise about a record.</summary>
internal static class RecordCheck
{
    /// <exception cref="ResultsException">With <paramref name="source"/>, the JSON path and what is wrong
    /// there.</exception>
    public static void Require(RunRecord record, string source)
    {
        if (Problems(record).FirstOrDefault(p => p is not null) is { } problem)
            throw new ResultsException($"{source}: {problem}; restore the file, or delete it and train the row again");
    }

    private static IEnumerable<string?> Problems(RunRecord r)
    {
        yield return Filled("table", r.Table);
        yield return Filled("row", r.Row);
        yield return Filled("scale", r.Scale);
        yield return Equal("recipeDigest", r.RecipeDigest, Digest.Sha256(r.Recipe), "the digest of $.recipe");
        yield return Equal("id", r.Id, RunRecord.IdOf(Digest.Sha256(r.Recipe), r.Seed),
            "the digest's head and the seed");
        yield return Filled("data.name", r.Data.Name);
        yield return r.Data.Origin is RunData.Real or RunData.Synthetic or RunData.Unverified
            ? null : $"$.data.origin is '{r.Data.Origin}', not real, synthetic or unverified";
        yield return r.Data.Sha256.Length == 64 && r.Data.Sha256.All(char.IsAsciiHexDigitLower)
            ? null : "$.data.sha256 is not 64 lower-case hex digits";
        yield return r.Started.Kind == DateTimeKind.Utc ? null : "$.started is not UTC";
        yield return Duration("wallSeconds", r.WallSeconds);
        yield return r.Epochs.Count > 0 ? null : "$.epochs is empty";
        for (var i = 0; i < r.Epochs.Count; i++)
            foreach (var problem in Problems(r.Epochs[i], i))
                yield return problem;
        yield return r.Epochs.Any(e => !e.Test.ContainsKey(r.Result.Score))
            ? $"$.result.score is '{r.Result.Score}', which $.epochs lacks" : null;
        yield return Equal("result", r.Result, RunResult.From(r.Result.Score, r.Epochs), "what $.epochs gives");
    }

    private static IEnumerable<string?> Problems(EpochRecord epoch, int index)
    {
        var path = $"epochs[{index}]";
        if (index > 0 || epoch.Epoch != 0 || epoch.Loss is not null)
            yield return Equal($"{path}.epoch", epoch.Epoch, index + 1, "its place in the list");
        yield return Finite($"{path}.learningRate", epoch.LearningRate);
        yield return Finite($"{path}.loss", epoch.Loss ?? 0);
        foreach (var (name, value) in epoch.Terms)
            yield return Finite($"{path}.terms.{name}", value);
        yield return Percent($"{path}.trainTop1", epoch.TrainTop1 ?? 0);
        foreach (var (name, value) in epoch.Test)
            yield return Percent($"{path}.test.{name}", value);
        yield return Duration($"{path}.seconds", epoch.Seconds);
    }

    private static string? Filled(string path, string value) =>
        string.IsNullOrWhiteSpace(value) ? $"$.{path} is empty" : null;

    private static string? Finite(string path, double value) =>
        double.IsFinite(value) ? null : $"$.{path} is {Invariant(value)}: the run diverged or the file is damaged";

    private static string? Percent(string path, double value) =>
        value is >= 0 and <= 100 ? null : $"$.{path} is {Invariant(value)}, not a percentage";

    private static string? Duration(string path, double value) =>
        double.IsFinite(value) && value >= 0 ? null : $"$.{path} is {Invariant(value)}, not a duration in seconds";

    private static string? Equal<T>(string path, T found, T expected, string meaning) =>
        Equals(found, expected)
            ? null : $"$.{path} is {found}, but {meaning} is {expected}: the file was edited by hand or damaged";

    private static string Invariant(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
