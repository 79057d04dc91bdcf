using System.Diagnostics;
using CrossRes.Experiments;
using CrossRes.Losses;
using CrossRes.Models;
using CrossRes.Results;
using CrossRes.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Conv2d = CrossRes.Models.Conv2d;

namespace Repro.Bench.Whole;

/// <summary>
/// Where the milliseconds of a HORKD student go, on one thread: the parts of a step and of an epoch as they take in a
/// training, and, each alone on tensors of the same shapes, the layers and losses within them.
/// </summary>
internal static class ProfileBench
{
    private const int Repeats = 5;
    private const string Calls = "activations, pooling, linear layer, calls";

    internal const string Part = "Profile";

    /// <returns>A step and an epoch of each network, and what its calls cost.</returns>
    internal static (IReadOnlyList<Profile> Profiles, IReadOnlyList<string> Calls) Run(BenchRequest request,
        TextWriter output, CancellationToken cancel)
    {
        List<Profile> all = [];
        List<string> calls = [];
        foreach (var network in request.Small ? StepBench.Networks[..1]
            : [StepBench.Networks[0], StepBench.Networks[2]])
        {
            var row = StepBench.Row(network, "our");
            all.AddRange(Of(row, request, cancel));
            calls.Add(Empty(row.Recipe!(StepBench.Short(request.Small)), network.Name));
            output.WriteLine($"{row.Label}: profiled");
        }
        return (all, calls);
    }

    /// <summary>A pass that computes next to nothing: what is left are calls, managed and native.</summary>
    private static string Empty(Recipe recipe, string name)
    {
        using var network = Network.Create(recipe.Model, 1, CPU, recipe.Precision);
        network.train();
        var cost = Time(() =>
        {
            var images = randn(2, 3, 4, 4);
            return () => network.forward(images);
        });
        return $"{name}, 2 images of 4×4 pixels, where next to nothing is computed: forward "
            + $"{Measurement.Seconds(cost.Forward)}, backward {Measurement.Seconds(cost.Backward)}";
    }

    /// <summary>A step and an epoch; of some epochs the fastest.</summary>
    private static IEnumerable<Profile> Of(Row row, BenchRequest request, CancellationToken cancel)
    {
        using var room = new BenchRoom();
        using var laboratory = room.Open(StepBench.With([row]), StepBench.Short(request.Small), request.Data);
        foreach (var stage in laboratory.Plan(laboratory.Experiment.Rows, [1]))
            laboratory.Run(stage, new Silence(), cancel); // asks the teacher for what is read below
        var recipe = row.Recipe!(laboratory.Scale);
        var data = laboratory.Data.Load(recipe.Images, 1);
        RunFolder Folder(Recipe own, string name) =>
            new(Path.Combine(room.Folder, name), own.Digest, 1, laboratory.Data.Sha256(own));
        using var teacher = new Teacher(recipe.Teacher!, Folder(recipe.Teacher!, "runs"), CPU);
        var clock = new PartClock();
        new Trainer(recipe, 1, data, Folder(recipe, "profile"), CPU) { PartDone = clock.PartDone }
            .Run(teacher, clock, cancel);
        var (whole, parts) = clock.Epochs.Skip(1).MinBy(epoch => epoch.Whole); // the first prepares kernels
        var steps = (data.Train.Count + recipe.BatchSize - 1) / recipe.BatchSize;
        string[] afterwards = ["test", "checkpoint"];
        List<ProfilePart> inStep = [.. parts.Where(part => !afterwards.Contains(part.Key))
            .Select(part => new ProfilePart(part.Key, part.Value / steps, []))];
        var step = (whole - afterwards.Sum(name => parts[name])) / steps;
        yield return new($"a step, {row.Label}, {recipe.BatchSize} images", step, Inside(inStep, recipe, teacher));
        yield return new($"an epoch of {steps} steps, {row.Label}, test of {data.TestCount} images", whole,
        [
            new($"{steps} steps", steps * step, []),
            .. afterwards.Select(name => new ProfilePart(name, parts[name], [])),
        ]);
    }

    /// <summary>Forward, losses and backward with what is in them.</summary>
    private static IReadOnlyList<ProfilePart> Inside(List<ProfilePart> parts, Recipe recipe, Teacher teacher)
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(recipe.Model, 1, CPU, recipe.Precision);
        var (convolutions, norms) = Layers(network, recipe);
        var losses = recipe.Losses.Select(term => (Name: term.Loss, Cost: Alone(term, recipe, network, teacher)))
            .ToList();
        ProfilePart convolving = new($"{convolutions.Count} convolutions", 0, []),
            normalizing = new($"{norms.Count} batch normalizations", 0, []);
        return
        [
            .. parts.Select(part => part.Name switch
            {
                "forward" => part.With([convolving with { Seconds = convolutions.Sum(cost => cost.Forward) },
                    normalizing with { Seconds = norms.Sum(cost => cost.Forward) }], Calls),
                "losses" => part.With([.. losses.Select(one => new ProfilePart(one.Name, one.Cost.Forward, []))],
                    "their sum, and what a training adds"),
                "backward" => part.With([convolving with { Seconds = convolutions.Sum(cost => cost.Backward) },
                    normalizing with { Seconds = norms.Sum(cost => cost.Backward) },
                    .. losses.Select(one => new ProfilePart(one.Name, one.Cost.Backward, []))], Calls),
                _ => part,
            }),
        ];
    }

    private static (IReadOnlyList<Cost> Convolutions, IReadOnlyList<Cost> Norms) Layers(Backbone network, Recipe recipe)
    {
        List<(nn.Module<Tensor, Tensor> Layer, Tensor Input)> seen = [];
        var hooks = network.modules().OfType<nn.Module<Tensor, Tensor>>()
            .Where(module => module is Conv2d or BatchNorm2d)
            .Select(module => module.register_forward_hook((_, input, output) =>
            {
                seen.Add((module, input.detach().DetachFromDisposeScope()));
                return output;
            })).ToList();
        network.train();
        network.Observe(randn(recipe.BatchSize, 3, recipe.Resolution, recipe.Resolution));
        foreach (var hook in hooks) hook.remove();
        var costs = seen.Select((one, place) => (one.Layer, Cost: Time(() =>
        {
            var input = one.Input.clone();
            if (place > 0) input.requires_grad_(); // nobody asks for the images' gradient
            return () => one.Layer.call(input);
        }))).ToLookup(one => one.Layer is Conv2d, one => one.Cost);
        foreach (var (_, input) in seen) input.Dispose();
        return ([.. costs[true]], [.. costs[false]]);
    }

    /// <summary>A loss by itself, on noise.</summary>
    private static Cost Alone(LossTerm term, Recipe recipe, Backbone network, Teacher teacher)
    {
        var (images, classes) = (recipe.BatchSize, recipe.Model.Classes);
        using var loss = Trainer.Sum([term], new LossContext(classes, network.EmbeddingSize,
            teacher.Network.EmbeddingSize, () => randn(classes, teacher.Network.EmbeddingSize), 1));
        var known = Noise(teacher.Network.EmbeddingSize, learns: false);
        var targets = new Targets(arange(images, dtype: int64).remainder(classes), arange(images, dtype: int64));
        return Time(() =>
        {
            var student = Noise(network.EmbeddingSize, learns: true);
            return () => loss.Weighted(student, known, targets).Total;
        });

        NetworkOutputs Noise(long width, bool learns) => new(randn([images, classes], requires_grad: learns),
            randn([images, width], requires_grad: learns), []);
    }

    /// <summary>Medians of some passes, after one that prepares kernels.</summary>
    /// <param name="prepare">Makes what a pass needs, and gives the pass.</param>
    private static Cost Time(Func<Func<Tensor>> prepare)
    {
        var costs = Enumerable.Range(0, Repeats + 1).Select(_ =>
        {
            using var scope = NewDisposeScope();
            var pass = prepare();
            var clock = Stopwatch.StartNew();
            var result = pass();
            var forward = clock.Elapsed.TotalSeconds;
            var gradient = ones_like(result);
            clock.Restart();
            result.backward([gradient]);
            return new Cost(forward, clock.Elapsed.TotalSeconds);
        }).Skip(1).ToList();
        return new(Measurement.Median([.. costs.Select(cost => cost.Forward)]),
            Measurement.Median([.. costs.Select(cost => cost.Backward)]));
    }

    private sealed record Cost(double Forward, double Backward);

    /// <summary>Listens to a training.</summary>
    private sealed class PartClock : Silence
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();
        private Dictionary<string, double> parts = [];
        private double begun, last;

        internal List<(double Whole, IReadOnlyDictionary<string, double> Parts)> Epochs { get; } = [];

        internal void PartDone(string part)
        {
            var now = clock.Elapsed.TotalSeconds;
            parts[part] = parts.GetValueOrDefault(part) + now - last;
            last = now;
        }

        public override void EpochDone(EpochRecord epoch)
        {
            last = clock.Elapsed.TotalSeconds;
            Epochs.Add((last - begun, parts));
            (begun, parts) = (last, []);
        }
    }
}
