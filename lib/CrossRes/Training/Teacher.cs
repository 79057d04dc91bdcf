using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Experiments;
using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>A trained, frozen network and what it answers.</summary>
public sealed class Teacher : IDisposable
{
    private readonly Recipe recipe;
    private readonly RunFolder folder;
    private readonly bool remembers;
    private TeacherOutputs? outputs;
    private bool half;

    /// <param name="recipe">How it was trained.</param>
    /// <param name="folder">Where its weights are.</param>
    /// <param name="remembers">Whether its answers are stored for later runs.</param>
    public Teacher(Recipe recipe, RunFolder folder, Device device, bool remembers = true)
    {
        (this.recipe, this.folder, this.remembers) = (recipe, folder, remembers);
        Network = Models.Network.Load(recipe.Model, folder.Weights, device, recipe.Precision);
    }

    public Backbone Network { get; }

    /// <summary>Side of the images that it sees, in pixels.</summary>
    public int Side => recipe.Resolution;

    /// <summary>Answers that are stored: views of training images.</summary>
    public long Stored => outputs?.Stored ?? 0;

    /// <summary>Makes a network of the same model what this one is.</summary>
    /// <exception cref="DataFileException">It is of another model.</exception>
    public void CopyWeightsTo(Backbone network) => Weights.Load(network, folder.Weights);

    /// <summary>Gets ready to answer for the training images of a learner.</summary>
    /// <param name="source">Its training images.</param>
    /// <param name="learner">Its recipe.</param>
    /// <exception cref="DataFileException">What is stored is of another teacher, or damaged.</exception>
    public void PrepareFor(BatchSource source, Recipe learner)
    {
        outputs?.Dispose();
        half = learner.TeacherPrecision is not null;
        outputs = remembers ? new TeacherOutputs(Network, folder, Side, source, learner.Images, half) : null;
    }

    /// <summary>Its views of a batch.</summary>
    /// <param name="maps">With feature maps, which are not stored: it is then asked anew.</param>
    public NetworkOutputs Observe(Batch batch, bool maps)
    {
        if (!maps && outputs is not null) return outputs.For(batch);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var views = Network.Observe(batch.At(Side));
        var (logits, embedding) = (Rounded(views.Logits), Rounded(views.Embedding));
        scope.MoveToOuter([logits, embedding, .. views.Maps]);
        return new NetworkOutputs(logits, embedding, views.Maps);
    }

    /// <summary>
    /// Mean embedding of each class over the training images as they are (HORKD, eq. 6): [C, D], NaN for a class
    /// without images.
    /// </summary>
    public Tensor Centres(BatchSource source, int classes)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        Tensor? sums = null, counts = null;
        foreach (var batch in source.Plain())
        {
            using var step = NewDisposeScope();
            var embedding = Observe(batch, maps: false).Embedding.to_type(ScalarType.Float64);
            sums ??= zeros(classes, embedding.shape[1], ScalarType.Float64, embedding.device).MoveToOuterDisposeScope();
            counts ??= zeros(classes, ScalarType.Float64, embedding.device).MoveToOuterDisposeScope();
            sums.index_add_(0, batch.Labels, embedding, 1);
            counts.index_add_(0, batch.Labels, ones_like(batch.Labels, ScalarType.Float64), 1);
        }
        return (sums! / counts!.unsqueeze(1)).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        outputs?.Dispose();
        Network.Dispose();
    }

    private Tensor Rounded(Tensor answers) =>
        half ? answers.to_type(ScalarType.Float16).to_type(ScalarType.Float32) : answers;
}
