using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using CrossRes.Training;

namespace Repro.Bench.Whole;

/// <summary>
/// A training step on one thread, with the making of its batch: alone, with KD, with HORKD's orders. Here the teacher's
/// answers are read, as every student but a seed's first does; the peer asks the teacher.
/// </summary>
internal static class StepBench
{
    internal const string Part = "Training step";
    private const int Classes = 10, Epochs = 3;
    private static readonly string[] Methods = ["alone", "kd", "our"];

    internal static readonly (string Name, string Architecture, double Width, int Side)[] Networks =
    [
        ("ResNet18, 1/8 wide", "resnet18", 1 / 8.0, 16), ("ResNet18, 1/4 wide", "resnet18", 1 / 4.0, 16),
        ("ResNet18, 1/4 wide", "resnet18", 1 / 4.0, 32), ("ResNet50, 1/8 wide", "resnet50", 1 / 8.0, 32),
    ];

    internal static IReadOnlyList<Measurement> Run(BenchRequest request, Peer peer, TextWriter output,
        CancellationToken cancel)
    {
        var scale = Short(request.Small);
        Row[] rows = [.. from network in request.Small ? Networks[..1] : Networks
                         from method in Methods
                         select Row(network, method)];
        var experiment = With(rows);
        var (here, beside) = (rows.ToDictionary(r => r.Key, _ => new List<double>()),
            rows.ToDictionary(r => r.Key, _ => new List<double>()));
        for (var seed = 1L; seed <= request.Rounds; seed++)
        {
            using var room = new BenchRoom();
            using var laboratory = room.Open(experiment, scale, request.Data);
            var plan = laboratory.Plan(experiment.Rows, [seed]);
            foreach (var step in plan)
            {
                var taken = Seconds(laboratory.Run(step, new Silence(), cancel));
                if (here.TryGetValue(step.Row.Key, out var seconds)) seconds.Add(taken);
            }
            foreach (var run in peer.Run("table", new
            {
                data = request.Data, threads = 1,
                runs = BenchRoom.ForPeer([.. plan.Where(step => step.Row.Key != experiment.Rows[1].Key)], scale),
            }, cancel).SkipLast(1))
                if (beside.TryGetValue(run.GetProperty("label").GetString()!.Split(' ')[0], out var seconds))
                    seconds.Add(run.GetProperty("step").GetDouble());
            output.WriteLine($"round {seed}: {plan.Count} short runs here and with the peer");
        }
        return [.. rows.Select(row => new Measurement(Part, row.Label, here[row.Key], beside[row.Key]))];
    }

    /// <summary>Ten steps an epoch.</summary>
    internal static Scale Short(bool small) => Scale.Laptop with
    {
        Cifar = Scale.Laptop.Cifar with
        {
            Classes = Classes, TrainPerClass = small ? 26 : 128, TestPerClass = 1, Horkd = new(Epochs, Epochs),
        },
    };

    /// <summary>The rows, after their teacher and a student that asks it.</summary>
    internal static Experiment With(IReadOnlyList<Row> rows) => HorkdTable1.Experiment with
    {
        Key = "bench-steps", Rows = [HorkdTable1.Experiment["teacher"], First(rows[^1]), .. rows],
    };

    /// <summary>Of a step of the last epoch.</summary>
    internal static double Seconds(RunRecord record) =>
        record.Epochs[^1].Seconds / ((record.Data.TrainImages + 127) / 128);

    /// <summary>A network trained as Table 1 trains its own at 32×32.</summary>
    internal static Row Row((string Name, string Architecture, double Width, int Side) network, string method)
    {
        var like = HorkdTable1.Experiment[$"{method}-32-r"];
        var key = $"{network.Architecture}-{network.Width:0.###}-{network.Side}".Replace('.', '_');
        return new Row(Role.Student, new(network.Name, network.Architecture, network.Side, key), like.Method, null,
            s => like.Recipe!(s) with
            {
                Model = new ModelSpec(network.Architecture, Classes, network.Width), Resolution = network.Side,
            })
        {
            Label = $"{network.Name}, at {network.Side}×{network.Side}, {like.Method.Name}",
        };
    }

    /// <summary>The student that comes first, and asks the teacher for what the others read.</summary>
    private static Row First(Row row) => new(Role.Student, row.Student, new("first", "first"), null,
        s => row.Recipe!(s) with { Losses = [new("ce", 0.5), new("kd", 0.5)] });
}
