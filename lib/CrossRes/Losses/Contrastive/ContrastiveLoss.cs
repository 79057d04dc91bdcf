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
    // added in the denominators, as RepDistiller does
    private const double Epsilon = 1e-7;

    internal static LossOption[] Settings(string negatives, string temperature, string provenance) =>
    [
        new("negatives", negatives, "images of other classes per image", provenance),
        new("temperature", temperature, "T > 0", provenance),
        new("width", "128", "of the space that is compared", provenance),
        new("momentum", "0.5", "share of the old memory that a visit keeps, 0 … 1", provenance),
    ];

    private readonly double temperature;
    private readonly Negatives negatives;
    private readonly EmbeddingHead studentHead, teacherHead;
    private readonly ContrastMemory studentMemory, teacherMemory;

    private protected ContrastiveLoss(string name, LossOptions options, LossContext context, string head, bool unitMemory) : base(name)
    {
        temperature = options.Positive("temperature");
        var momentum = options.Share("momentum");
        var width = head == "none" ? context.StudentEmbedding : options.Count("width");
        negatives = new Negatives(name, options.Count("negatives"), context);
        studentHead = new EmbeddingHead(head, context.StudentEmbedding, width);
        teacherHead = new EmbeddingHead(head, context.TeacherEmbedding, width);
        studentMemory = new ContrastMemory(context.TrainLabels.Count, width, momentum, unitMemory, context.Seed, "student");
        teacherMemory = new ContrastMemory(context.TrainLabels.Count, width, momentum, unitMemory, context.Seed, "teacher");
        register_module("negatives", negatives);
        register_module("embed_s", studentHead);
        register_module("embed_t", teacherHead);
        register_module("memory_s", studentMemory);
        register_module("memory_t", teacherMemory);
    }

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var indices = samples.Indices
            ?? throw new ArgumentException($"loss {GetName()} remembers images: it needs their positions in the training set");
        return Contrast(student.Embedding, teacher.Embedding, indices, negatives.Draw(indices));
    }

    /// <summary>The loss of features student [N, Ds] and teacher [N, Dt] with drawn images [N, 1 + K], the image itself first.</summary>
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
        var count = drawn.shape[1] - 1;
        var noise = (double)count / memory.Rows.shape[0];
        // with P = noise · e^lead: log P/(P + noise) and log noise/(P + noise), finite whatever the temperature
        var lead = memory.LogProbabilities(cosines / temperature) - Math.Log(noise + Epsilon);
        var (own, others) = (lead.narrow(1, 0, 1), lead.narrow(1, 1, count));
        var shift = others.numel() * Math.Log(noise / (noise + Epsilon));
        return -(nn.functional.logsigmoid(own).sum() + nn.functional.logsigmoid(-others).sum() + shift) / lead.shape[0];
    }
}
