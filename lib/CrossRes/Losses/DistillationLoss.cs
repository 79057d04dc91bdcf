using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// What a student pays for one batch. A module, because some losses learn (adapters) or remember (class centres, the
/// images' embeddings): its parameters belong to the optimizer and its state to the checkpoint.
/// </summary>
public abstract class DistillationLoss(string name) : nn.Module(name)
{
    private readonly Dictionary<string, Tensor> kept = [];

    /// <summary>The loss of a batch, a scalar with the student's type. No gradient reaches the teacher.</summary>
    /// <param name="student">Views of the learner; row i of every tensor belongs to image i.</param>
    /// <param name="teacher">Views of the teacher for the same images (at its own resolution).</param>
    /// <param name="samples">Labels and positions of the images.</param>
    public Tensor Forward(Views student, Views teacher, Samples samples)
    {
        using var scope = NewDisposeScope();
        var still = new Views(teacher.Logits.detach(), teacher.Embedding.detach(), [.. teacher.Maps.Select(m => m.detach())]);
        return Compute(student, still, samples).MoveToOuterDisposeScope();
    }

    /// <summary>As above, for losses that remember no images.</summary>
    /// <param name="labels">int64 [N].</param>
    public Tensor Forward(Views student, Views teacher, Tensor labels) => Forward(student, teacher, new Samples(labels));

    /// <summary>False where the loss reads the student and labels only: the teacher's views may then be the student's own.</summary>
    public virtual bool NeedsTeacher => true;

    /// <summary>True where the loss reads feature maps: the views of both networks must then have them.</summary>
    public virtual bool NeedsMaps => false;

    /// <summary>To be called before each epoch; losses that remember bring their memory up to date.</summary>
    public virtual void BeginEpoch() { }

    /// <summary><see cref="Forward(Views, Views, Samples)"/> inside its dispose scope; the teacher's views carry no gradient.</summary>
    protected abstract Tensor Compute(Views student, Views teacher, Samples samples);

    /// <summary>
    /// What a loss works out at its first batch and keeps, float64; not part of checkpoints. No buffer: TorchSharp would
    /// leave one that is registered during a step to the step's dispose scope, and never dispose of one that is not stored.
    /// </summary>
    private protected Tensor Kept(string name, Func<Tensor> make, Device device)
    {
        if (kept.TryGetValue(name, out var known)) return known;
        using var scope = NewDisposeScope();
        var made = make().detach().to(ScalarType.Float64, device).clone();
        return kept[name] = made.DetachFromDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var tensor in kept.Values)
                tensor.Dispose();
        base.Dispose(disposing);
    }
}
