using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// What a student pays for one batch. A module, because some losses learn (adapters) or remember (class centres, the
/// images' embeddings): its parameters belong to the optimizer and its state to the checkpoint.
/// </summary>
/// <remarks>
/// A constructor takes a loss's settings, with the published ones as defaults: <c>new Crd(temperature: 0.07)</c>. What
/// depends on the networks comes with <see cref="DistillationLosses.For{T}"/>, or else with the first batch: layers and
/// memories of the right size, which begin from the context's seed and the loss's name, and from nothing else.
/// </remarks>
public abstract class DistillationLoss() : nn.Module(nameof(DistillationLoss))
{
    private readonly Dictionary<string, Tensor> kept = [];

    /// <summary>Its key in recipes (<see cref="LossAttribute"/>), or else the name of its class.</summary>
    public string Name => field ??= LossAttribute.On(GetType())?.Name ?? GetType().Name;

    /// <summary>Whether it knows its networks.</summary>
    internal bool Begun { get; private set; }

    /// <summary>The loss of a batch, a scalar with the student's type. No gradient reaches the teacher.</summary>
    /// <param name="student">Outputs of the learner; row i of every tensor belongs to image i.</param>
    /// <param name="teacher">Outputs of the teacher for the same images (at its own resolution).</param>
    /// <param name="targets">Labels and positions of the images.</param>
    public Tensor Forward(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        if (!Begun) BeginWith(student, teacher);
        using var scope = NewDisposeScope();
        var still = new NetworkOutputs(
            teacher.Logits.detach(), teacher.Embedding.detach(), [.. teacher.Maps.Select(m => m.detach())]);
        return Compute(student, still, targets).MoveToOuterDisposeScope();
    }

    /// <summary>As above, for losses that remember no images.</summary>
    /// <param name="labels">int64 [N].</param>
    public Tensor Forward(NetworkOutputs student, NetworkOutputs teacher, Tensor labels) =>
        Forward(student, teacher, new Targets(labels));

    /// <summary>
    /// False where the loss reads student and labels only: the teacher's outputs may then be the student's.
    /// </summary>
    public virtual bool NeedsTeacher => true;

    /// <summary>True where the loss reads feature maps: the outputs of both networks must then have them.</summary>
    public virtual bool NeedsMaps => false;

    /// <summary>To be called before each epoch; losses that remember bring their memory up to date.</summary>
    public virtual void BeginEpoch() { }

    /// <summary>Makes layers and memories for these networks; their first weights are drawn afterwards.</summary>
    /// <exception cref="ArgumentException">The loss does not fit the networks; the message says why.</exception>
    protected virtual void Build(LossContext context) { }

    /// <summary>
    /// <see cref="Forward(NetworkOutputs, NetworkOutputs, Targets)"/> inside its dispose scope; the teacher's outputs
    /// carry no gradient.
    /// </summary>
    protected abstract Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets);

    internal void Begin(LossContext context)
    {
        if (Begun)
            throw new InvalidOperationException($"loss {Name} is for one pair of networks already: make another");
        Prepare(context);
        train(training); // the new parts, too
        Begun = true;
    }

    /// <summary>Layers of this loss, with weights from the seed; a sum leaves them to its terms.</summary>
    private protected virtual void Prepare(LossContext context)
    {
        Build(context);
        Initialization.Apply(this, context.Seed, Name);
    }

    /// <summary>Registers a part under its name in the state dict, and gives it back.</summary>
    protected T Part<T>(string name, T module) where T : nn.Module?
    {
        if (module is not null) register_module(name, module);
        return module;
    }

    /// <summary>
    /// What a loss works out at its first batch and keeps, float64; not part of checkpoints. No buffer: TorchSharp
    /// would leave one that is registered during a step to the step's dispose scope, and never dispose of one that is
    /// not stored.
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

    /// <summary>Of a loss that was told of no networks: those of its first batch.</summary>
    private void BeginWith(NetworkOutputs student, NetworkOutputs teacher)
    {
        Begin(LossContext.From(student, teacher));
        this.to(student.Embedding.device, student.Embedding.dtype);
        foreach (var state in parameters().Cast<Tensor>().Concat(buffers()))
            state.DetachFromDisposeScope(); // it outlives the step
    }
}

/// <summary>How a loss gets to know the networks.</summary>
public static class DistillationLosses
{
    /// <summary>
    /// The loss, made ready for these networks: <c>new FitNet(stage: 1).For(context)</c>. Without it the first batch
    /// tells what it can (<see cref="LossContext.From"/>); but only parameters that are there reach an optimizer.
    /// </summary>
    /// <exception cref="ArgumentException">The loss does not fit the networks; the message says why.</exception>
    public static T For<T>(this T loss, LossContext context) where T : DistillationLoss
    {
        loss.Begin(context);
        return loss;
    }
}

/// <summary>Whether a loss is averaged over its terms or summed.</summary>
[Option("over images, pairs, triplets",
    "our choice, after RKD's code; HORKD prints sums, which diverge at CIFAR-100's batch of 128 with its weights")]
public enum Reduction { Mean, Sum }

internal static class Reductions
{
    /// <summary>What a sum over so many terms is multiplied with.</summary>
    internal static double Scale(this Reduction reduction, double terms) => reduction == Reduction.Mean ? 1 / terms : 1;
}
