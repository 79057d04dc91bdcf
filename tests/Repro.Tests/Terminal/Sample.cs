using System.Text.Json;
using CrossRes.Results;
using Spectre.Console;

namespace Repro.Tests.Terminal;

internal static class Sample
{
    public static EpochRecord Epoch(int epoch) =>
        new(epoch, 0.1, 1.5, new Dictionary<string, double> { ["ce"] = 1.5 }, 40, new Dictionary<string, double> { ["accuracy"] = 50 + epoch }, 4);

    public static RunRecord Record(params int[] epochs) => RunRecord.Create(
        "table1", "A", "tiny", 1, JsonElement.Parse("{}"),
        new RunData("stripes", RunData.Synthetic, new string('a', 64), 4, 64, 32, "16x16"),
        new RunEnvironment("cpu", "float32", "1.13.1", "OpenBLAS", 2, "Debian", "a processor", "1.0.0"),
        DateTime.UnixEpoch, 48, "accuracy", [.. epochs.Select(Epoch)]);

    public static IAnsiConsole Console(TextWriter output, bool terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new Output(output, terminal),
        });
        console.Profile.Encoding = System.Text.Encoding.UTF8;
        return console;
    }

    private sealed class Output(TextWriter writer, bool terminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;
        public bool IsTerminal => terminal;
        public int Width => 120;
        public int Height => 40;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}

/// <summary>A clock that moves when told.</summary>
internal sealed class HandClock : TimeProvider
{
    private long seconds;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => seconds;

    public void Pass(long more) => seconds += more;
}
