using CrossRes.Data;
using CrossRes.Models;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>A trained, frozen network and what it answers.</summary>
public sealed class Teacher : IDisposable
{
    /// <param name="recipe">How it was trained.</param>
    /// <param name="folder">Where its weights are.</param>
    /// <param name="images">Training images that it will be asked about.</param>
    /// <param name="epochs">How often.</param>
    public Teacher(Recipe recipe, RunFolder folder, long images, int epochs, Device device)
    {
        Network = Models.Network.Load(recipe.Model, folder.Weights, device);
        Outputs = new TeacherOutputs(Network, folder, recipe.Resolution, images, epochs);
    }

    public Backbone Network { get; }

    public TeacherOutputs Outputs { get; }

    /// <summary>Its views of a batch; what is stored of them has no feature maps, so that those are worked out anew.</summary>
    public Views Observe(Batch batch, bool maps)
    {
        if (!maps) return Outputs.Of(batch);
        using var frozen = no_grad();
        return Network.Observe(Machine.ChannelsLast(batch.At(Outputs.Side)));
    }

    /// <inheritdoc cref="TeacherOutputs.Centres"/>
    public Tensor Centres(BatchSource source, int classes)
    {
        using var plain = new TeacherOutputs(Network, Outputs.Folder, Outputs.Side, Outputs.Images, epochs: 1);
        return plain.Centres(source, classes);
    }

    public void Dispose()
    {
        Outputs.Dispose();
        Network.Dispose();
    }
}
