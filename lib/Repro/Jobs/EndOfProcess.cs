namespace Repro.Jobs;

/// <summary>The end of a process that had work to do, in words.</summary>
internal static class EndOfProcess
{
    private const int Signalled = 128; // and the signal's number, where a signal ended it

    private static readonly Dictionary<int, string> Signals = new()
    {
        [2] = "SIGINT", [4] = "SIGILL", [6] = "SIGABRT", [8] = "SIGFPE",
        [9] = "SIGKILL, which a system also sends where memory runs out", [11] = "SIGSEGV", [15] = "SIGTERM",
    };

    /// <param name="code">Its exit code.</param>
    /// <param name="complaint">What it printed; empty for nothing.</param>
    internal static string Explain(int code, string complaint)
    {
        var how = !OperatingSystem.IsWindows() && Signals.TryGetValue(code - Signalled, out var signal)
            ? $"its process was ended by {signal}" : $"its process ended with exit code {code}";
        return complaint.Length > 0 ? $"{how}: {complaint}" : how;
    }

    /// <summary>A message of the program itself needs no other words.</summary>
    internal static string BeforeItBegan(int code, string complaint)
    {
        const string prefix = "repro: ";
        return complaint.StartsWith(prefix, StringComparison.Ordinal) ? complaint[prefix.Length..]
            : $"nothing can be trained in a process of its own ({Explain(code, complaint)}); --jobs 1 trains in this "
                + "one";
    }
}
