using System.Text.RegularExpressions;

namespace Repro.Testing;

/// <summary>How many tests ended how.</summary>
public readonly record struct TestCounts(int Passed, int Failed, int Skipped)
{
    public static TestCounts operator +(TestCounts a, TestCounts b) =>
        new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    public override string ToString() =>
        $"{Passed} passed, {Failed} failed{(Skipped == 0 ? "" : $", {Skipped} skipped")}";
}

/// <summary>Reads what one of xunit's test programs prints: what a reader needs, and the counts at its end.</summary>
internal sealed partial class TestReport(string name)
{
    private TestCounts? counts;

    /// <summary>Whether a line is worth showing; the rest is chatter, or the counts.</summary>
    public bool Shows(string line)
    {
        if (line.StartsWith($"   {name}  Total: ", StringComparison.Ordinal)
            && Summary().Match(line) is { Success: true } found)
        {
            int Count(string part) => int.TryParse(found.Groups[part].Value, out var count) ? count : 0;
            // errors, in a fixture's clean-up, are no tests
            counts = new(Count("total") - Count("failed") - Count("skipped") - Count("notRun"), Count("errors")
                + Count("failed"), Count("skipped"));
            return false;
        }
        return !Chatter().IsMatch(line);
    }

    /// <summary>
    /// The counts; a program that ended before it gave them, or failed without a failed test, counts as one failure.
    /// </summary>
    public (TestCounts Counts, string? Complaint) End(int exitCode) =>
        counts is { } known && (exitCode == 0 || known.Failed > 0)
        ? (known, null)
        : ((counts ?? default) + new TestCounts(0, 1, 0),
            $"{name} ended with exit code {exitCode} before its tests were done");

    [GeneratedRegex(
        "Total: (?<total>[0-9]+)(, Errors: (?<errors>[0-9]+), Failed: (?<failed>[0-9]+), Skipped: (?<skipped>[0-9]+), "
            + "Not Run: (?<notRun>[0-9]+))?")]
    private static partial Regex Summary();

    [GeneratedRegex(
        "^  (Discover|Starting: |Finished: )|^=== TEST EXECUTION SUMMARY ===$|^Ok, passed [0-9]+ tests?[.]$")]
    private static partial Regex Chatter();
}
