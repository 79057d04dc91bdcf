using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Course;

/// <summary>The checks of lesson 2, from points to relations.</summary>
public static class RelationExercises
{
    /// <summary>Distances in units of their mean: points [N, D] → [N, N].</summary>
    public static Exercise<Func<Tensor, Tensor>> Psi(Func<Tensor, Tensor>? answer) => Exercise.Check(1, answer)
        .Require(f => f(Square()).shape.SequenceEqual([4L, 4L]), f =>
            $"the answer has shape [{string.Join(", ", f(Square()).shape)}] for four points: one number per pair is "
                + "[4, 4]")
        .Require(f => Near(At(f, 1, 1), 0), f => $"a point is {At(f, 1, 1):0.00} away from itself")
        .Require(f =>
            !Near(At(f, 0, 2) / At(f, 0, 1), 2),
            "the diagonal of a square is twice as long as its side in your answer: that is the squared distance, or a "
                + "sum of absolute differences; take the root of the sum of squares")
        .Require(f => Near(At(f, 0, 2) / At(f, 0, 1), Math.Sqrt(2)),
            "the diagonal of a square should be √2 times its side: is that a Euclidean distance?")
        .Require(f => Near(f(3 * Square()).sum().ToDouble(), f(Square()).sum().ToDouble()),
            "three times larger points give larger numbers: divide by the mean distance")
        .Require(f =>
            !Near(f(Square()).mean().ToDouble(), 1),
            "your mean is over all N² entries, but the N zeros of the diagonal are no pairs: divide the sum by N(N − "
                + "1)")
        .Require(f => Near(f(Square()).sum().ToDouble(), 12), f =>
            $"the mean over pairs of different points should be 1, yours is {f(Square()).sum().ToDouble() / 12:0.000}")
        .Explain("a network whose embeddings are all ten times as long has the same ψ: scale is no knowledge.");

    /// <summary>The cosine of the angle at b: (a [D], b [D], c [D]) → −1 to 1.</summary>
    public static Exercise<Func<Tensor, Tensor, Tensor, double>> Cosine(Func<Tensor, Tensor, Tensor, double>? answer) =>
        Exercise.Check(2, answer)
        .Require(f =>
            Near(f(Point(2, 0), Point(0, 0), Point(0, 3)), 0)
                || Near(f(Point(2, 0), Point(0, 0), Point(0, 3)), Math.PI / 2),
                "at a right angle the cosine is 0, yours is not: take differences to b, the corner, and their scalar "
                    + "product")
        .Require(f => !Near(f(Point(1, 0), Point(0, 0), Point(1, 1)), Math.PI / 4),
            "that is the angle itself; its cosine is wanted")
        .Require(f => Near(f(Point(1, 0), Point(0, 0), Point(5, 0)), 1), f =>
            $"in one direction the cosine is 1 at any distance, yours is "
                + $"{f(Point(1, 0), Point(0, 0), Point(5, 0)):0.00}: divide by the lengths of both differences")
        .Require(f =>
            Near(f(Point(3, 1), Point(2, 1), Point(2, 2)), 0)
                && Near(f(Point(3, 2), Point(2, 1), Point(3, 1)), Math.Sqrt(0.5)),
                "right around the origin, wrong elsewhere: subtract the corner b from both points first")
        .Explain("no length enters, so order 3 does not even need μ.");

    /// <summary>
    /// A change of points [N, 2] that order 1 sees and orders 2 and 3 do not, and that is more than a move.
    /// </summary>
    public static Exercise<Func<Tensor, Tensor>> Unseen(Func<Tensor, Tensor>? answer) => Exercise.Check(3, answer)
        .Require(f => f(Kite()).shape.SequenceEqual(Kite().shape), f =>
            $"[5, 2] became [{string.Join(", ", f(Kite()).shape)}]: it should still be as many points in the plane")
        .Require(f => (f(Kite()) - Kite()).abs().max().ToDouble() > 1e-6,
            "order 1 sees nothing either: every point is where it was")
        .Require(f => (f(Kite()) - Kite()).std(0, unbiased: false).max().ToDouble() > 1e-6,
            "that only moves the points; look at the table above for what else goes unseen")
        .Require(f =>
            Within(f(Kite())).max().ToDouble() > 1e-6, "all points fell into one, so nothing is left to compare")
        .Require(f =>
            (Shape(f(Kite())) - Shape(Kite())).abs().max().ToDouble() < 1e-4,
            "the distances change their proportions, and with them the angles, so orders 2 and 3 see it: no "
                + "stretching, no bending, no exchanging")
        .Explain("turns, mirrors and scalings: all that a student may do freely with its space.");

    private static Tensor Square() => tensor(new double[] { 0, 0, 1, 0, 1, 1, 0, 1 }, [4, 2]);

    private static Tensor Kite() => tensor(new double[] { 0, 0, 2, 0.5, 3, 3, 0.5, 2, -1, 1.5 }, [5, 2]);

    private static Tensor Point(double x, double y) => tensor(new[] { x, y });

    private static Tensor Within(Tensor points) => (points.unsqueeze(0) - points.unsqueeze(1)).square().sum(2).sqrt();

    private static Tensor Shape(Tensor points)
    {
        var within = Within(points);
        return within / within.mean();
    }

    private static double At(Func<Tensor, Tensor> answer, int i, int j) => answer(Square())[i, j].ToDouble();

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-4;
}
