namespace Repro.Bench.Trust;

/// <summary>What became of a damaged file.</summary>
internal enum Fate { Read, Refused, TruncatedButRead, Fault, Crash, Hang }

/// <summary>The process that reads damaged files: a native crash ends it, and nothing else.</summary>
internal static class MutationWorker
{
    internal const string Begin = "begin";

    private const long Much = 200L << 20;

    /// <summary>Tells before each file which one it is and after it <c>number fate peak-memory message</c>.</summary>
    internal static void Run(MutatedReader reader, byte[][] seeds, int first, int count, TextWriter output)
    {
        ResidentMemory.ResetPeak();
        var settled = ResidentMemory.Peak();
        for (var number = first; number < first + count; number++)
        {
            output.WriteLine($"{Begin} {number}");
            output.Flush();
            var (file, mutation) = Damaged(seeds, number);
            var (fate, message) = Read(reader, file, mutation, $"file {number}, {mutation}");
            var peak = ResidentMemory.Peak();
            output.WriteLine($"{number} {fate} {peak} {message}");
            if (peak < settled + Much) continue;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive); // the next file's peak is its own
            ResidentMemory.ResetPeak();
        }
        output.Flush();
    }

    /// <summary>A file of a number is the same in every run over the same seeds.</summary>
    internal static (byte[] File, string Mutation) Damaged(byte[][] seeds, int number)
    {
        var random = new Random(number);
        var mutation = Mutation.All[number % Mutation.All.Count];
        var file = mutation.Apply(seeds[random.Next(seeds.Length)], seeds[random.Next(seeds.Length)], random);
        return (file, mutation.Name);
    }

    private static (Fate, string) Read(MutatedReader reader, byte[] file, string mutation, string name)
    {
        try
        {
            reader.Read(file, name);
            return (reader.HasEnd && mutation == Mutation.Truncation ? Fate.TruncatedButRead : Fate.Read, "");
        }
        catch (Exception e)
        {
            return (reader.Refuses(e, name)
                ? Fate.Refused : Fate.Fault, $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}
