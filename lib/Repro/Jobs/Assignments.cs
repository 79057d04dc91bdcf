using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Repro.Jobs;

/// <summary>The runs that a worker is told to train, as they come: a row and a seed on each line.</summary>
internal sealed class Assignments
{
    /// <summary>A step may take long. Checkpoints are whole at every moment: an end within it loses nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly BlockingCollection<string> lines = [];
    private readonly CancellationTokenSource stop = new();

    /// <param name="input">Its end stops the training, and soon the process.</param>
    internal Assignments(TextReader input) => new Thread(() => Listen(input)) { IsBackground = true }.Start();

    /// <summary>The training is to end.</summary>
    internal CancellationToken Stopped => stop.Token;

    /// <summary>Whether nobody will tell more.</summary>
    internal bool AreOver => lines.IsAddingCompleted;

    internal static string Line(string row, long seed) => string.Create(CultureInfo.InvariantCulture, $"{row} {seed}");

    /// <exception cref="ArgumentException">It is none.</exception>
    internal static (string Row, long Seed) Parse(string line) =>
        line.LastIndexOf(' ') is > 0 and var space
            && long.TryParse(line[(space + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var seed)
            ? (line[..space], seed) : throw new ArgumentException($"{line}: write ROW SEED");

    internal void Stop() => stop.Cancel();

    /// <exception cref="OperationCanceledException">The end was asked for.</exception>
    internal IEnumerable<(string Row, long Seed)> Read()
    {
        foreach (var line in lines.GetConsumingEnumerable(stop.Token)) yield return Parse(line);
    }

    private void Listen(TextReader input)
    {
        while (input.ReadLine() is { } line) lines.Add(line);
        lines.CompleteAdding();
        stop.Cancel();
        Thread.Sleep(Patience);
        Process.GetCurrentProcess().Kill();
    }
}
