using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Noise-contrastive estimation (Gutmann and Hyvärinen 2010) against memories of the training set: each network's
/// embedding must tell the other network's memory of the same image from those of images of other classes. Both
/// embeddings pass a learned head first. Memories are updated after the scores.
/// </summary>
public abstract class ContrastiveLoss : DistillationLoss
{
    internal const string
        OfNegatives = "images of other classes per image",
        OfTemperature = "T > 0",
        OfWidth = "of the space that is compared",
        OfMomentum = "share of the old memory that a visit keeps, 0 … 1";

    // added in the denominators, as RepDistiller does
    private const double Epsilon = 1e-7;

    private readonly int count, width;
    private readonly double temperature, momentum;
    private readonly Head head;
    private readonly bool unitMemory;
    private Negatives sampler = null!;
    private EmbeddingHead studentHead = null!, teacherHead = null!;
    private ContrastMemory studentMemory = null!, teacherMemory = null!;

    private protected ContrastiveLoss(
        int negatives, double temperature, int width, double momentum, Head head, bool unitMemory)
    {
        (count, this.width) = (Setting.Count(negatives), Setting.Count(width));
        (this.temperature, this.momentum) = (Setting.Positive(temperature), Setting.Share(momentum));
        (this.head, this.unitMemory) = (head, unitMemory);
    }

    protected override void Build(LossContext context)
    {
        var (student, teacher) = (context.StudentEmbedding, context.TeacherEmbedding);
        var compared = head == Head.None ? student : width;
        sampler = Part("negatives", new Negatives(Name, count, context));
        studentHead = Part("embed_s", new EmbeddingHead(head, student, compared));
        teacherHead = Part("embed_t", new EmbeddingHead(head, teacher, compared));
        studentMemory = Part("memory_s", Memory("student"));
        teacherMemory = Part("memory_t", Memory("teacher"));

        ContrastMemory Memory(string owner) =>
            new(context.TrainLabels.Count, compared, momentum, unitMemory, context.Seed, owner);
    }

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var indices = targets.Indices ?? throw new ArgumentException(
            $"loss {Name} remembers images: it needs their positions in the training set");
        return Contrast(student.Embedding, teacher.Embedding, indices, sampler.Draw(indices));
    }

    /// <summary>
    /// The loss of features student [N, Ds] and teacher [N, Dt] with drawn images [N, 1 + K], the image itself first.
    /// </summary>
    internal Tensor Contrast(Tensor student, Tensor teacher, Tensor indices, Tensor drawn)
    {
        var (s, t) = (studentHead.call(student), teacherHead.call(teacher));
        var loss = Estimate(s, teacherMemory, indices, drawn) + Estimate(t, studentMemory, indices, drawn);
        studentMemory.Update(indices, s.detach());
        teacherMemory.Update(indices, t.detach());
        return loss;
    }

    /// <summary>Cosines of each query with the drawn memories, [..., 1 + K].</summary>
    private protected abstract Tensor Cosines(Tensor queries, Tensor memory, Tensor indices, Tensor drawn);

    private Tensor Estimate(Tensor queries, ContrastMemory memory, Tensor indices, Tensor drawn)
    {
        var cosines = Cosines(queries, memory.Rows.clone(), indices, drawn).flatten(0, -2);
        var negatives = drawn.shape[1] - 1;
        var noise = (double)negatives / memory.Rows.shape[0];
        // with P = noise · e^lead: log P/(P + noise) and log noise/(P + noise), finite whatever the temperature
        var lead = memory.LogProbabilities(cosines / temperature) - Math.Log(noise + Epsilon);
        var (own, others) = (lead.narrow(1, 0, 1), lead.narrow(1, 1, negatives));
        var shift = others.numel() * Math.Log(noise / (noise + Epsilon));
        return -(nn.functional.logsigmoid(own).sum() + nn.functional.logsigmoid(-others).sum() + shift) / lead.shape[0];
    }
}

/// <summary>What embeddings pass before they are compared: a linear map, three layers, or nothing.</summary>
public enum Head { Linear, Nonlinear, None }

/// <summary>Brings embeddings into a common space, then to length 1. State-dict names are RepDistiller's.</summary>
internal sealed class EmbeddingHead : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>? linear;

    internal EmbeddingHead(Head head, long from, long to) : base(nameof(EmbeddingHead))
    {
        linear = head switch
        {
            Head.Linear => nn.Linear(from, to),
            Head.Nonlinear => nn.Sequential(
                nn.Linear(from, from), nn.ReLU(), nn.Linear(from, to), nn.ReLU(), nn.Linear(to, to)),
            _ => null,
        };
        if (linear is not null) register_module(nameof(linear), linear);
    }

    /// <summary>[N, from] to [N, to].</summary>
    public override Tensor forward(Tensor embedding) => nn.functional.normalize(linear?.call(embedding) ?? embedding);
}
