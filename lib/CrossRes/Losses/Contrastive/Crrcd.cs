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
[Loss("crrcd", "CRRCD (Zhang et al. 2024), eqs. 1, 10 and 11",
    @"-\frac1P\sum_{(i,j)}\Big[\log h(v^t_{ij},v^{t,s}_{ij})"
    + @"+\sum_{k=1}^{n}\log\big(1-h(v^t_{ik},v^{t,s}_{ij})\big)\Big],"
    + @"\quad h=\frac{e^{\langle h_1(v^t),h_2(v^{t,s})\rangle/\tau}/Z}"
    + @"{e^{\langle h_1(v^t),h_2(v^{t,s})\rangle/\tau}/Z+n/m}",
    Weight = 2, WeightFrom = "CRRCD, with 0.5 on KD at temperature 4",
    NoReference = "its authors published no code; tests compute equation 11 directly")]
public sealed class Crrcd(
    [Option("n, the newest of the queue that may be negatives", "CRRCD")]
    int negatives = 512,
    [Option("τ > 0", "CRRCD")]
    double temperature = 0.1,
    [Option("of relations and of the critic's space", "CRRCD")]
    int width = 128,
    [Option("embeddings that are remembered, in multiples of n",
        "our choice: CRRCD names a queue and no length; twice n leaves n of other classes")]
    int queue = 2,
    [Option("relations per image, to random images of other classes in the batch",
        "our choice; CRCD's code takes the whole batch: 2.4 GB of relations at a batch of 96")]
    int anchors = 1,
    [Option("negatives are images of other classes than image and anchor, or any other images",
        "CRRCD: the better of the two")]
    Crrcd.Policy policy = Crrcd.Policy.Supervised,
    [Option("Z as in CRD's code, or none: Z = 1, as eq. 10 is printed",
        "our choice: printed, one anchor's negatives outweigh its positive 2351 : 0.01 at the start")]
    Crrcd.Normalization normalization = Crrcd.Normalization.Z,
    [Option("add the mirror: the teacher's relation among the student's",
        "our choice; CRD adds both, CRRCD prints one")]
    bool symmetric = false)
    : DistillationLoss
{
    public enum Policy { Supervised, Unsupervised }

    public enum Normalization { Z, None }

    private readonly int negatives = Setting.Count(negatives), width = Setting.Count(width);
    private readonly int queue = Setting.Count(queue), anchors = Setting.Count(anchors);
    private readonly double temperature = Setting.Positive(temperature);
    private RelationAnchors sampler = null!;
    private RelationSpace teacherSpace = null!, studentSpace = null!;
    private EmbeddingQueue teacherQueue = null!;
    private EmbeddingQueue? studentQueue;
    private RelationCritic critic = null!;
    private RelationCritic? mirror;

    protected override void Build(LossContext context)
    {
        var (student, teacher) = (context.StudentEmbedding, context.TeacherEmbedding);
        var images = context.TrainLabels.Count;
        if (images == 0)
            throw new ArgumentException(
                $"loss {Name} weighs negatives by the number of training images: their labels are not given");
        var length = (long)negatives * queue;
        sampler = Part("anchors", new RelationAnchors(anchors, context.Seed));
        teacherSpace = Part("teacher", new RelationSpace(teacher, teacher, width));
        studentSpace = Part("student", new RelationSpace(teacher, student, width));
        teacherQueue = Part("queue", new EmbeddingQueue(length, teacher));
        critic = Part("critic", Critic());
        if (!symmetric) return;
        studentQueue = Part("mirror_queue", new EmbeddingQueue(length, student));
        mirror = Part("mirror", Critic());

        RelationCritic Critic() => new(temperature, images, normalization == Normalization.Z);
    }

    protected override Tensor Compute(NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var (choice, mirrored) = Observe(student, teacher, targets);
        var loss = critic.Loss(choice);
        return mirrored is null ? loss : loss + mirror!.Loss(mirrored);
    }

    /// <summary>
    /// What the critic is shown for a batch, which a module in training then remembers; and the mirror of it, where
    /// that counts.
    /// </summary>
    /// <exception cref="ArgumentException">Negatives are told apart by position, and there are none.</exception>
    public (RelationChoice Choice, RelationChoice? Mirror) Observe(
        NetworkOutputs student, NetworkOutputs teacher, Targets targets)
    {
        var kinds = policy == Policy.Supervised ? targets.Labels : targets.Indices ?? throw new ArgumentException(
            $"loss {Name} with policy=unsupervised needs the images' positions in the training set");
        teacherQueue.Add(teacher.Embedding, kinds);
        studentQueue?.Add(student.Embedding, kinds);
        var (anchor, image) = sampler.Draw(kinds);
        var (positions, valid) =
            teacherQueue.Others(kinds.index_select(0, anchor), kinds.index_select(0, image), negatives);
        var a = teacher.Embedding.index_select(0, anchor);
        var known = teacherSpace.Relations(a, teacher.Embedding.index_select(0, image));
        var seen = studentSpace.Relations(a, student.Embedding.index_select(0, image));
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
}
