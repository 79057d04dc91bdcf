using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Course;

/// <summary>The checks of lesson 1, why a teacher helps.</summary>
public static class TeacherExercises
{
    /// <summary>Softened probabilities: (logits [N, C], T) → [N, C].</summary>
    public static Exercise<Func<Tensor, double, Tensor>> Soften(Func<Tensor, double, Tensor>? answer) =>
        Exercise.Check(1, answer)
        .Require(f => f(Teacher(), 1).shape.SequenceEqual(Teacher().shape), f =>
            $"the answer has shape [{string.Join(", ", f(Teacher(), 1).shape)}], but there is one probability per "
                + "logit: [2, 3]")
        .Require(f => f(Teacher(), 1).ge(0).all().ToBoolean(),
            "some of your probabilities are negative: did you take the logarithm too?")
        .Require(f => Apart(f(Teacher(), 1).sum([1]), ones(2)) < 1e-6,
            "your rows do not sum to 1: the softmax has to run over dimension 1, the classes")
        .Require(f => Apart(f(Teacher(), 1), f(Teacher(), 4)) > 1e-6,
            "T changes nothing in your answer: divide the logits by it before the softmax")
        .Require(f => f(Teacher(), 4).max().ToDouble() < f(Teacher(), 1).max().ToDouble(),
            "your answers get harder as T grows: divide by T, do not multiply")
        .Require(f =>
            Apart(f(Teacher(), 4), nn.functional.softmax(Teacher() / 4, 1)) < 1e-6,
            "at T = 4 the numbers differ from the formula: divide the logits by T, take the softmax, and nothing after "
                + "it")
        .Explain("a high temperature does not change which class wins, only how much the others are heard.");

    /// <summary>The distillation loss: (student [N, C], teacher [N, C], T) → a number.</summary>
    public static Exercise<Func<Tensor, Tensor, double, Tensor>> Distill(
        Func<Tensor, Tensor, double, Tensor>? answer) => Exercise.Check(2, answer)
        .Require(f => Loss(f, 1).numel() == 1, f =>
            $"the answer has shape [{string.Join(", ", Loss(f, 1).shape)}]: sum over the classes and average over the "
                + "batch")
        .Require(f => Math.Abs(f(Teacher(), Teacher(), 2).ToDouble()) < 1e-6,
            "a student that equals its teacher should cost nothing: is the teacher's own entropy still in your sum?")
        .Require(f => Loss(f, 1).ToDouble() > 0, "a divergence is never negative: look at the sign")
        .Require(f => !Is(Loss(f, 1), Divergence(Teacher(), Student(), 1)),
            "that is KL(student‖teacher): the teacher's probabilities weigh the sum")
        .Require(f => !Is(Loss(f, 1), 2 * Right(1)), "twice too much for a batch of two: divide by N")
        .Require(f => !Is(Loss(f, 1), Right(1) / 3),
            "three times too little for three classes: sum over the classes, do not average")
        .Require(f => Is(Loss(f, 1), Right(1)), f =>
            $"at T = 1 the loss of the check's logits is {Right(1):0.0000}, yours is {Loss(f, 1).ToDouble():0.0000}")
        .Require(f =>
            !Is(Loss(f, 4), Right(4) / 16), "right at T = 1, sixteen times too small at T = 4: multiply by T²")
        .Require(f => Is(Loss(f, 4), Right(4)), f =>
            $"right at T = 1, but at T = 4 the loss is {Right(4):0.0000} and yours {Loss(f, 4).ToDouble():0.0000}: are "
                + "both networks softened?")
        .Explain("this is the whole method: a few lines, and no label.");

    /// <summary>The class with the second largest score: logits [N, C] → int64 [N].</summary>
    public static Exercise<Func<Tensor, Tensor>> SecondThought(Func<Tensor, Tensor>? answer) =>
        Exercise.Check(3, answer)
        .Require(f => f(Teacher()).shape.SequenceEqual([2L]), f =>
            $"the answer has shape [{string.Join(", ", f(Teacher()).shape)}], but there is one class per row: [2]")
        .Require(f => f(Teacher()).dtype == ScalarType.Int64, f =>
            $"the answer is of type {f(Teacher()).dtype}: a class is an index (int64), not a score")
        .Require(f => !Same(f(Teacher()), 0, 1), "that is the first thought: leave the largest score out")
        .Require(f => !Same(f(Teacher()), 2, 0), "that is the least likely class: sort with the largest first")
        .Require(f => Same(f(Teacher()), 1, 2),
            "wrong for at least one row of the check's logits; sort each row by itself, the classes are dimension 1")
        .Explain("most second thoughts share the colour or the shape. That is what the student inherits.");

    private static Tensor Teacher() => tensor(new double[] { 2, 1, 0, 0, 3, 1 }, [2, 3]);

    private static Tensor Student() => tensor(new double[] { 1, 0, 2, 0, 0, 1 }, [2, 3]);

    private static Tensor Loss(Func<Tensor, Tensor, double, Tensor> answer, double temperature) =>
        answer(Student(), Teacher(), temperature);

    private static double Right(double temperature) => Divergence(Student(), Teacher(), temperature);

    private static double Divergence(Tensor student, Tensor teacher, double temperature) => nn.functional.kl_div(
        nn.functional.log_softmax(student / temperature, 1), nn.functional.softmax(teacher / temperature, 1),
        log_target: false, nn.Reduction.Sum).ToDouble() * temperature * temperature / 2;

    private static bool Is(Tensor value, double expected) => Math.Abs(value.ToDouble() / expected - 1) < 1e-4;

    private static bool Same(Tensor classes, params long[] expected) => classes.eq(tensor(expected)).all().ToBoolean();

    private static double Apart(Tensor a, Tensor b) =>
        (a.to_type(ScalarType.Float64) - b.to_type(ScalarType.Float64)).abs().max().ToDouble();
}
