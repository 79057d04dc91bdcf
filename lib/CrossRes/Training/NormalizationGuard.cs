using CrossRes.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// Refuses what would spoil batch normalization without a word: a batch in which it sees a single value per channel,
/// whose variance does not exist (PyTorch refuses it; TorchSharp does not), and statistics or weights that are not
/// finite.
/// </summary>
internal sealed class NormalizationGuard : IDisposable
{
    private readonly List<Action> removals = [];
    private (int Epoch, int Step) at;

    /// <param name="learners">What is trained: the network, and the losses with layers of their own.</param>
    internal NormalizationGuard(params nn.Module[] learners)
    {
        foreach (var (name, module) in learners.SelectMany(l => l.named_modules()))
            if (module is BatchNorm2d norm)
                removals.Add(norm.register_forward_pre_hook((layer, x) =>
                    layer.training ? Checked(name, x) : x).remove);
    }

    /// <summary>Named where a batch is refused.</summary>
    internal void Enter(int epoch, int step) => at = (epoch, step);

    /// <exception cref="TrainingException">Names the first tensor with a value that is not finite.</exception>
    internal static void RequireFinite(nn.Module model, int epoch)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, tensor) in model.state_dict())
            if (tensor.is_floating_point() && !tensor.isfinite().all().cpu().item<bool>())
                throw new TrainingException(
                    $"after epoch {epoch} {name} of the {model.GetName()} is not finite, though the "
                    + "loss is: the recipe diverges, and nothing of this epoch is stored. Lower the learning rate or "
                    + "the loss weights.");
    }

    private Tensor Checked(string layer, Tensor x) => x.numel() > x.shape[1] ? x : throw new TrainingException(
        $"batch {at.Step} of epoch {at.Epoch} holds {x.shape[0]} image, and batch normalization {layer} would see one "
            + "value "
        + "per channel of it, which has no variance. Choose a batch size that leaves more images for the last batch, "
        + "or larger images.");

    public void Dispose() => removals.ForEach(remove => remove());
}
