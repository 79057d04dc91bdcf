using System.Diagnostics;
using CrossRes.Losses;
using CrossRes.Models;
using CrossRes.Training;
using Repro.Jobs;
using static TorchSharp.torch;

namespace Repro.Bench.Whole;

/// <summary>One loss forward and backward on noise, with the memory that it takes beyond its inputs.</summary>
/// <param name="Name">In the registry.</param>
/// <param name="Batch">Images.</param>
/// <param name="Classes">Of the logits.</param>
/// <param name="Student">Columns of its embedding.</param>
/// <param name="Teacher">Columns of its embedding.</param>
internal sealed record LossCase(string Name, int Batch, int Classes = 100, int Student = 512, int Teacher = 2048)
{
    private const int Repeats = 3;

    /// <summary>Bytes that the peer's largest intermediate results take, roughly.</summary>
    private long PeerBytes => Name is "rkd.angle" or "horkd.3"
        ? 4L * Batch * Batch * (2L * Teacher + 5L * Student) : 0;

    internal bool FitsPeer => 2 * PeerBytes < AvailableMemory.Bytes();

    internal object ForPeer() => new
    {
        name = Name, batch = Batch, classes = Classes, student = Student, teacher = Teacher, repeats = Repeats,
    };

    /// <summary>The fastest of some passes.</summary>
    internal (double Seconds, long? Bytes) Measure()
    {
        using var scope = NewDisposeScope();
        using var loss = LossRegistry.Create(Name, Options(), new LossContext(Classes, Student, Teacher,
            () => randn(Classes, Teacher), 1));
        var seen = Noise(Student, learns: true);
        var known = Noise(Teacher, learns: false);
        var targets = new Targets(arange(Batch, dtype: int64).remainder(Classes), arange(Batch, dtype: int64));
        Once();
        double[] seconds = [];
        var bytes = PeakMemory.Growth(() => seconds = [.. Enumerable.Range(0, Repeats).Select(_ => Once())]);
        return (seconds.Min(), bytes);

        double Once()
        {
            using var pass = NewDisposeScope();
            var clock = Stopwatch.StartNew();
            loss.Forward(seen, known, targets).backward();
            return clock.Elapsed.TotalSeconds;
        }

        NetworkOutputs Noise(long width, bool learns) =>
            new(randn([Batch, Classes], requires_grad: learns), randn([Batch, width], requires_grad: learns), []);
    }

    /// <summary>As Table 1's recipes have it, and the peer.</summary>
    private Dictionary<string, string> Options() =>
        Name == "horkd.1" ? new() { ["dimensions"] = "mean" } : [];
}

/// <summary>Every loss of the embedding or the logits at several batch sizes, on one thread.</summary>
internal static class LossBench
{
    internal const string Part = "Loss, forward and backward";
    private static readonly string[] Names =
        ["kd", "rkd.distance", "rkd.angle", "horkd.1", "horkd.2", "horkd.3", "horkd.C"];

    internal static IReadOnlyList<Measurement> Run(BenchRequest request, Peer peer, TextWriter output,
        CancellationToken cancel)
    {
        LossCase[] cases = [.. from name in Names
                               from batch in request.Small ? [16, 32] : new[] { 64, 256, 512 }
                               select new LossCase(name, batch)];
        var here = cases.ToDictionary(c => c, _ => new List<(double Seconds, long? Bytes)>());
        var beside = cases.ToDictionary(c => c, _ => new List<(double Seconds, long? Bytes)>());
        LossCase[] fitting = [.. cases.Where(one => one.FitsPeer)]; // the others are not run there
        for (var round = 1; round <= request.Rounds; round++)
        {
            foreach (var one in cases)
            {
                cancel.ThrowIfCancellationRequested();
                here[one].Add(one.Measure());
            }
            var told = peer.Run("losses", new { threads = 1, losses = fitting.Select(one => one.ForPeer()) }, cancel);
            foreach (var (one, cost) in fitting.Zip(told))
                beside[one].Add((cost.GetProperty("seconds").GetDouble(), cost.GetProperty("bytes").GetInt64()));
            output.WriteLine($"round {round}: {cases.Length} losses here and with the peer");
        }
        return
        [
            .. cases.Select(one => new Measurement(Part, $"{one.Name}, batch {one.Batch}",
                [.. here[one].Select(cost => cost.Seconds)], [.. beside[one].Select(cost => cost.Seconds)])
            {
                Bytes = here[one].Max(cost => cost.Bytes), BytesBeside = beside[one].Max(cost => cost.Bytes),
            }),
        ];
    }
}
