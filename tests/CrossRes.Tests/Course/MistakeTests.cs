using CrossRes.Course;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Course;

/// <summary>A usual mistake is told as what it is, and a right answer in another form than the solution's is right.</summary>
public class MistakeTests
{
    private static void Says<T>(string expected, Exercise<T> check) => Assert.Contains(expected, check.Render()["text/plain"]);

    private static Tensor Softmax(Tensor x, int dim = 1) => nn.functional.softmax(x, dim);

    [Fact]
    public void Softening()
    {
        Says("not answered yet", TeacherExercises.Soften(null));
        Says("dimension 1", TeacherExercises.Soften((z, T) => Softmax(z / T, 0)));
        Says("T changes nothing", TeacherExercises.Soften((z, _) => Softmax(z)));
        Says("divide by T, do not multiply", TeacherExercises.Soften((z, T) => Softmax(z * T)));
        Says("logarithm", TeacherExercises.Soften((z, T) => nn.functional.log_softmax(z / T, 1)));
        Says("the numbers differ", TeacherExercises.Soften((z, T) => Softmax(z / (2 * T))));
        Says("[2]", TeacherExercises.Soften((z, T) => Softmax(z / T).amax([1])));
        Says("stopped with", TeacherExercises.Soften((_, _) => throw new NotSupportedException("no idea")));
        Says("right", TeacherExercises.Soften((z, T) => (z / T).exp() / (z / T).exp().sum([1], keepdim: true)));
    }

    [Fact]
    public void Distilling()
    {
        static Tensor Kl(Tensor p, Tensor q) => (p * (p.log() - q.log())).sum([1]);
        Says("divide by N", TeacherExercises.Distill((s, t, T) => Kl(Softmax(t / T), Softmax(s / T)).sum() * T * T));
        Says("[2]", TeacherExercises.Distill((s, t, T) => Kl(Softmax(t / T), Softmax(s / T)) * T * T));
        Says("multiply by T²", TeacherExercises.Distill((s, t, T) => Kl(Softmax(t / T), Softmax(s / T)).mean()));
        Says("KL(student‖teacher)", TeacherExercises.Distill((s, t, T) => Kl(Softmax(s / T), Softmax(t / T)).mean() * T * T));
        Says("do not average", TeacherExercises.Distill((s, t, T) => Kl(Softmax(t / T), Softmax(s / T)).mean() / 3 * T * T));
        Says("look at the sign", TeacherExercises.Distill((s, t, T) => -Kl(Softmax(t / T), Softmax(s / T)).mean() * T * T));
        Says("own entropy", TeacherExercises.Distill((s, t, T) => -(Softmax(t / T) * Softmax(s / T).log()).sum([1]).mean() * T * T));
        Says("both networks softened", TeacherExercises.Distill((s, t, T) => Kl(Softmax(t / T), Softmax(s / T)).mean() * T * T + (T - 1) * (s - t).square().mean()));
        Says("right", TeacherExercises.Distill((s, t, T) => Kl(Softmax(t / T), Softmax(s / T)).mean() * T * T));
    }

    [Fact]
    public void SecondThoughts()
    {
        Says("first thought", TeacherExercises.SecondThought(z => z.argmax(1)));
        Says("least likely", TeacherExercises.SecondThought(z => z.argmin(1)));
        Says("not a score", TeacherExercises.SecondThought(z => z.topk(2, 1).values.select(1, 1)));
        Says("[2, 2]", TeacherExercises.SecondThought(z => z.topk(2, 1).indexes));
        Says("right", TeacherExercises.SecondThought(z => z.argsort(1, descending: true).select(1, 1)));
    }

    [Fact]
    public void RelativeDistances()
    {
        static Tensor Within(Tensor x) => (x.unsqueeze(0) - x.unsqueeze(1)).square().sum(2).sqrt();
        Says("N(N − 1)", RelationExercises.Psi(x => Within(x) / Within(x).mean()));
        Says("divide by the mean", RelationExercises.Psi(Within));
        Says("take the root", RelationExercises.Psi(x => Within(x).square() / Within(x).mean()));
        Says("away from itself", RelationExercises.Psi(x => Within(x) + 1));
        Says("right", RelationExercises.Psi(x => Within(x) / Within(x).sum() * (x.shape[0] * (x.shape[0] - 1))));
    }

    [Fact]
    public void Angles()
    {
        static double Cosine(Tensor u, Tensor v) => (u.dot(v) / u.norm() / v.norm()).ToDouble();
        Says("the angle itself", RelationExercises.Cosine((a, b, c) => Math.Acos(Math.Min(1, Cosine(a - b, c - b)))));
        Says("divide by the lengths", RelationExercises.Cosine((a, b, c) => (a - b).dot(c - b).ToDouble()));
        Says("right angle", RelationExercises.Cosine((a, b, c) => Cosine(b - a, c - a)));
        Says("around the origin", RelationExercises.Cosine((a, _, c) => Cosine(a, c)));
        Says("right", RelationExercises.Cosine((a, b, c) => Cosine(b - a, b - c)));
    }

    [Fact]
    public void UnseenChanges()
    {
        Says("where it was", RelationExercises.Unseen(x => x));
        Says("only moves", RelationExercises.Unseen(x => x + 1));
        Says("fell into one", RelationExercises.Unseen(x => 0 * x));
        Says("no stretching", RelationExercises.Unseen(x => x * tensor(new double[] { 2, 1 })));
        Says("right", RelationExercises.Unseen(x => x.flip(1)));
    }

    [Fact]
    public void Frequencies()
    {
        Says("camera", ResolutionExercises.Highest(56));
        Says("two pixels", ResolutionExercises.Highest(16));
        Says("1.6 of the student's pixels", ResolutionExercises.Highest(10));
        Says("right", ResolutionExercises.Highest(8));
        Says("mirror", ResolutionExercises.Alias(3));
        Says("8 cycles at most", ResolutionExercises.Alias(11));
        Says("the same scene", ResolutionExercises.Alias(5.5));
        Says("right", ResolutionExercises.Alias(5));
    }

    [Fact]
    public void HiddenPatterns()
    {
        var (x, y) = (arange(32).expand(1, 3, 32, 32), arange(32).unsqueeze(1).expand(1, 3, 32, 32));
        Tensor Stripes(Tensor place) => (place.remainder(2) * 120 + 60).to(ScalarType.Byte).contiguous();
        Says("uint8", ResolutionExercises.Hidden(x.remainder(2)));
        Says("wanted is [1, 3, 32, 32]", ResolutionExercises.Hidden(Stripes(x)[0]));
        Says("contrast", ResolutionExercises.Hidden(Stripes(x * 2)));
        Says("still deviate", ResolutionExercises.Hidden(Stripes(x.div(4, RoundingMode.floor))));
        Says("checkerboard again", ResolutionExercises.Hidden(Stripes(x + y)));
        Says("right", ResolutionExercises.Hidden(Stripes(y)));
    }

    [Fact]
    public void Spreads()
    {
        static double Squares(double[] x) => x.Sum(v => (v - x.Average()) * (v - x.Average()));
        static double Std(double[] x) => Math.Sqrt(Squares(x) / (x.Length - 1));
        static double[] Differences(double[] a, double[] b) => [.. a.Zip(b, (u, v) => u - v)];
        static (double, double) Around(double centre, double half) => (centre - half, centre + half);
        Says("variance", TableExercises.Deviation(x => Squares(x) / (x.Length - 1)));
        Says("divide by n − 1", TableExercises.Deviation(x => Math.Sqrt(Squares(x) / x.Length)));
        Says("standard error", TableExercises.Deviation(x => Std(x) / Math.Sqrt(x.Length)));
        Says("right", TableExercises.Deviation(Std));
        Says("1.96", TableExercises.Interval((a, b) => Around(Differences(a, b).Average(), 1.96 * Std(Differences(a, b)) / Math.Sqrt(3))));
        Says("√n is missing", TableExercises.Interval((a, b) => Around(Differences(a, b).Average(), 4.303 * Std(Differences(a, b)))));
        Says("unrelated", TableExercises.Interval((a, b) => Around(Differences(a, b).Average(), 4.303 * Math.Sqrt((Std(a) * Std(a) + Std(b) * Std(b)) / 3))));
        Says("second minus the first", TableExercises.Interval((a, b) => Around(Differences(b, a).Average(), 1)));
        Says("exchanged", TableExercises.Interval((_, _) => (2, 1)));
        Says("right", TableExercises.Interval((a, b) => Around(Differences(a, b).Average(), 4.303 * Std(Differences(a, b)) / Math.Sqrt(3))));
    }

    [Fact]
    public void LikeBesideLike()
    {
        Says("sees 16×16", TableExercises.Beside(74.65));
        Says("another network", TableExercises.Beside(76.68));
        Says("not one of the paper's", TableExercises.Beside(70));
        Says("right", TableExercises.Beside(73.54));
    }
}
