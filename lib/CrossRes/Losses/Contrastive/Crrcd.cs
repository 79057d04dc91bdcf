using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// CRRCD (Zhang et al. 2024), eq. 11: the relation of a student's embedding to a teacher's anchor must be told, among
/// relations of that anchor to remembered images of other classes, as that of the same image. Queries are the student's
/// relations v^{t,s}, keys the teacher's v^t. Relation modules and critic learn with the student; only embeddings are
/// remembered, so that gradients reach the modules through positives and negatives alike. Memory is N · anchors ·
/// negatives · width numbers.
/// </summary>
public sealed class CrossResolutionRelation : DistillationLoss
{
    public static LossEntry Entry { get; } = new(
        "crrcd", "CRRCD (Zhang et al. 2024), eqs. 1, 10 and 11",
        @"-\frac1P\sum_{(i,j)}\Big[\log h(v^t_{ij},v^{t,s}_{ij})+\sum_{k=1}^{n}\log\big(1-h(v^t_{ik},v^{t,s}_{ij})\big)\Big],\quad h=\frac{e^{\langle h_1(v^t),h_2(v^{t,s})\rangle/\tau}/Z}{e^{\langle h_1(v^t),h_2(v^{t,s})\rangle/\tau}/Z+n/m}",
        [
            new("negatives", "512", "n, the newest of the queue that may be negatives", "CRRCD"),
            new("temperature", "0.1", "τ > 0", "CRRCD"),
            new("width", "128", "of relations and of the critic's space", "CRRCD"),
            new("queue", "2", "embeddings that are remembered, in multiples of n", "our choice: CRRCD names a queue and no length; twice n leaves n of other classes"),
            new("anchors", "1", "relations per image, to random images of other classes in the batch", "our choice; CRCD's code takes the whole batch: 2.4 GB of relations at a batch of 96"),
            new("policy", "supervised", "negatives are images of other classes than image and anchor, or any other images", "CRRCD: the better of the two", "supervised", "unsupervised"),
            new("normalization", "z", "Z as in CRD's code, or none: Z = 1, as eq. 10 is printed", "our choice: printed, one anchor's negatives outweigh its positive 2351 : 0.01 at the start", "z", "none"),
            new("symmetric", "no", "add the mirror: the teacher's relation among the student's", "our choice; CRD adds both, CRRCD prints one", "no", "yes"),
        ],
        (options, context) => new CrossResolutionRelation(options, context))
    {
        Weight = new(2, "CRRCD, with 0.5 on KD at temperature 4"),
        NoReference = "its authors published no code; tests compute equation 11 directly",
    };

    private readonly bool supervised;
    private readonly int count;
    private readonly RelationAnchors anchors;
    private readonly RelationSpace teacherSpace, studentSpace;
    private readonly EmbeddingQueue teacherQueue;
    private readonly EmbeddingQueue? studentQueue;
    private readonly RelationCritic critic;
    private readonly RelationCritic? mirror;

    private CrossResolutionRelation(LossOptions options, LossContext context) : base(nameof(CrossResolutionRelation))
    {
        if (context.TrainLabels.Count == 0)
            throw new ArgumentException("loss crrcd weighs negatives by the number of training images: their labels are not given");
        supervised = options["policy"] == "supervised";
        count = options.Count("negatives");
        var (width, length) = (options.Count("width"), (long)count * options.Count("queue"));
        anchors = Own("anchors", new RelationAnchors(options.Count("anchors"), context.Seed));
        teacherSpace = Own("teacher", new RelationSpace(context.TeacherEmbedding, context.TeacherEmbedding, width));
        studentSpace = Own("student", new RelationSpace(context.TeacherEmbedding, context.StudentEmbedding, width));
        teacherQueue = Own("queue", new EmbeddingQueue(length, context.TeacherEmbedding));
        critic = Own("critic", Critic());
        if (options["symmetric"] == "no")
            return;
        studentQueue = Own("mirror_queue", new EmbeddingQueue(length, context.StudentEmbedding));
        mirror = Own("mirror", Critic());

        RelationCritic Critic() => new(options.Positive("temperature"), context.TrainLabels.Count, options["normalization"] == "z");
    }

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var (choice, mirrored) = Observe(student, teacher, samples);
        var loss = critic.Loss(choice);
        return mirrored is null ? loss : loss + mirror!.Loss(mirrored);
    }

    /// <summary>What the critic is shown for a batch, which a module in training then remembers; and the mirror of it, where that counts.</summary>
    /// <exception cref="ArgumentException">Negatives are told apart by position, and there are none.</exception>
    public (RelationChoice Choice, RelationChoice? Mirror) Observe(Views student, Views teacher, Samples samples)
    {
        var kinds = supervised ? samples.Labels : samples.Indices
            ?? throw new ArgumentException("loss crrcd with policy=unsupervised needs the images' positions in the training set");
        teacherQueue.Add(teacher.Embedding, kinds);
        studentQueue?.Add(student.Embedding, kinds);
        var (anchor, image) = anchors.Draw(kinds);
        var (positions, valid) = teacherQueue.Others(kinds.index_select(0, anchor), kinds.index_select(0, image), count);
        var a = teacher.Embedding.index_select(0, anchor);
        var known = teacherSpace.Of(a, teacher.Embedding.index_select(0, image));
        var seen = studentSpace.Of(a, student.Embedding.index_select(0, image));
        return (
            new(seen, known, teacherSpace.Among(a, teacherQueue.Rows, positions), valid),
            studentQueue is null ? null : new(known, seen, studentSpace.Among(a, studentQueue.Rows, positions), valid));
    }

    /// <summary>The critic's h (eq. 10): positives [P, 1] and negatives [P, n], between 0 and 1.</summary>
    public (Tensor Positives, Tensor Negatives) Judge(RelationChoice choice)
    {
        var (own, others) = critic.Logits(choice);
        return (own.sigmoid(), others.sigmoid());
    }

    private T Own<T>(string name, T module) where T : nn.Module
    {
        register_module(name, module);
        return module;
    }
}
