using System.Diagnostics;
using CrossRes.Benchmarks;
using CrossRes.Data;
using CrossRes.Experiments;
using CrossRes.Losses;
using CrossRes.Models;
using CrossRes.Results;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// Trains one network by one recipe with one seed: epoch by epoch, resumable after each, the same numbers whether it
/// was interrupted or not.
/// </summary>
/// <param name="recipe">What to do.</param>
/// <param name="seed">Of every random stream.</param>
/// <param name="data">What it learns from and is tested on.</param>
/// <param name="folder">Where checkpoints and weights go.</param>
/// <param name="device">Where the work is done.</param>
public sealed class Trainer(Recipe recipe, long seed, Benchmark data, RunFolder folder, Device device)
{
    /// <summary>Told of the terms' gradients in the first step of each epoch; null: nobody asks.</summary>
    public GradientNorms? Norms { get; init; }

    /// <summary>Told the name of each part of a step, and of an epoch, when it is over; null: nobody asks.</summary>
    public Action<string>? PartDone { get; init; }

    /// <summary>
    /// Trains to the end and leaves the weights in the folder, and the last checkpoint until the run is stored.
    /// </summary>
    /// <param name="teacher">Outputs of the frozen teacher; null where no loss needs one.</param>
    /// <param name="progress">Told of every step and epoch.</param>
    /// <param name="cancel">Heard between steps; the last finished epoch stays.</param>
    /// <returns>All epochs, earlier ones of an interrupted run included.</returns>
    /// <exception cref="TrainingException">A loss needs a teacher and there is none, or the loss is no longer
    /// finite.</exception>
    public IReadOnlyList<EpochRecord> Run(Teacher? teacher, IRunProgress progress, CancellationToken cancel)
    {
        using var scope = NewDisposeScope();
        using var source = Source(recipe, data, device);
        using var model = Network.Create(recipe.Model, seed, device, recipe.Precision);
        if (recipe.Weights is not null) LoadPretrained(model);
        if (recipe.Start is not null) (teacher
            ?? throw new TrainingException("the recipe begins with its teacher and names none")).CopyWeightsTo(model);
        if (recipe.Epochs == 0) return [Tested(model)];
        teacher?.PrepareFor(source, recipe);
        using var losses = Sum(recipe.Losses, Context(model, teacher, source));
        if (teacher is null && losses.NeedsTeacher)
            throw new TrainingException(
                $"the losses {string.Join(", ", losses.Names)} ask for a teacher, and the recipe names none");
        losses.to(device);
        using var guard = new NormalizationGuard(model, losses);
        using var optimizer = recipe.Optimizer.Create(model.parameters().Concat(losses.parameters()));
        var checkpoint = new Checkpoint(folder, model, losses, optimizer);
        var epochs = checkpoint.Restore(progress);
        var steps = (int)source.BatchCount;
        var scheduler = recipe.Schedule.Create(optimizer, steps, recipe.Epochs, epochs.Count * steps);
        while (epochs.Count < recipe.Epochs)
        {
            var clock = Stopwatch.StartNew();
            var epoch = epochs.Count + 1;
            model.train();
            if (recipe.BatchNormalization is not null) FreezeStatistics(model);
            losses.BeginEpoch();
            using var meter = new Meter(losses.Names, device);
            var step = 0;
            foreach (var batch in source.Epoch(seed, epoch))
            {
                cancel.ThrowIfCancellationRequested();
                Interruption.Check();
                guard.Enter(epoch, step + 1);
                Step(batch, model, losses, teacher, optimizer, meter, step == 0 ? epoch : null);
                scheduler.step();
                progress.StepDone(epoch, ++step);
                PartDone?.Invoke("schedule, progress, release of tensors");
            }
            if (!double.IsFinite(meter.Loss)) throw new TrainingException(
                Divergence.Explain([.. Counted(recipe.Losses)], epoch, meter.Broken));
            NormalizationGuard.RequireFinite(model, epoch);
            var record = meter.Finish(epoch, optimizer.ParamGroups.First().LearningRate, Test(model), clock);
            epochs.Add(record);
            PartDone?.Invoke("test");
            checkpoint.Save(epochs);
            PartDone?.Invoke("checkpoint");
            progress.EpochDone(record);
        }
        folder.DropOutputs(); // those of earlier weights
        Weights.Save(model, folder.Weights);
        return epochs;
    }

    /// <summary>The training images of a recipe, batch by batch. Dispose it.</summary>
    public static BatchSource Source(Recipe recipe, Benchmark data, Device device) =>
        new(data.Train, recipe.BatchSize, recipe.Images.Resampler, data.Normalization, device,
            recipe.Images.Augmentation,
            recipe.PerClass is { } k
                ? new ClassSampler(data.Train.Labels.cpu().data<long>().ToArray(), recipe.BatchSize, k) : null);

    /// <summary>The sum that a recipe minimises, for two networks.</summary>
    /// <exception cref="ArgumentException">A loss or an option is unknown, or no term has a weight.</exception>
    internal static LossSum Sum(IEnumerable<LossTerm> terms, LossContext context)
    {
        var none = new Dictionary<string, string>();
        return new([.. Counted(terms).Select(t =>
            (t.Weight, LossRegistry.Create(t.Loss, t.Options ?? none, context)))]);
    }

    private static IEnumerable<LossTerm> Counted(IEnumerable<LossTerm> terms) => terms.Where(t => t.Weight != 0);

    private void LoadPretrained(Backbone model)
    {
        if (recipe.WeightsFor == "backbone") Weights.LoadBackbone(model, folder.Pretrained);
        else Weights.Load(model, folder.Pretrained);
    }

    private static void FreezeStatistics(Backbone model)
    {
        foreach (var norm in model.modules().OfType<BatchNorm2d>()) norm.eval();
    }

    private EpochRecord Tested(Backbone model)
    {
        var clock = Stopwatch.StartNew();
        var scores = Test(model);
        Weights.Save(model, folder.Weights);
        return new EpochRecord(0, 0, null, new Dictionary<string, double>(), null, scores, clock.Elapsed.TotalSeconds);
    }

    private IReadOnlyDictionary<string, double> Test(Backbone model)
    {
        model.eval();
        return data.Test(model,
            new EvaluationTransform(recipe.Resolution, recipe.Images.Resampler, recipe.BatchSize, device));
    }

    private void Step(Batch batch, Backbone model, LossSum losses, Teacher? teacher, optim.Optimizer optimizer,
        Meter meter, int? begun)
    {
        using var scope = NewDisposeScope();
        var images = batch.At(recipe.Resolution);
        PartDone?.Invoke("batch");
        var student = model.Observe(images);
        PartDone?.Invoke("forward");
        var known = teacher?.Observe(batch, losses.NeedsMaps) ?? student;
        PartDone?.Invoke("teacher's answers");
        var (total, terms) = losses.Weighted(student, known, new Targets(batch.Labels, batch.Indices));
        PartDone?.Invoke("losses");
        if (begun is { } epoch) Norms?.Add(epoch, losses.Names, terms, model.parameters());
        optimizer.zero_grad();
        total.backward();
        PartDone?.Invoke("backward");
        optimizer.step();
        PartDone?.Invoke("optimizer");
        meter.Add(total, terms, student.Logits, batch.Labels);
        PartDone?.Invoke("record");
    }

    private LossContext Context(Backbone model, Teacher? teacher, BatchSource source) => new(
        recipe.Model.Classes, model.EmbeddingSize, teacher?.Network.EmbeddingSize ?? model.EmbeddingSize,
        () => teacher!.Centres(source, recipe.Model.Classes), seed)
    {
        StudentMaps = model.MapShapes(recipe.Resolution),
        TeacherMaps = teacher?.Network.MapShapes(teacher.Side) ?? [],
        TrainLabels = data.Train.Labels.cpu().data<long>().ToArray(),
    };
}

/// <summary>A run that cannot go on.</summary>
public sealed class TrainingException(string message) : Exception(message);
