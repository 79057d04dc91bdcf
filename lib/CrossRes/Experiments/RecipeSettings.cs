using System.Globalization;

namespace CrossRes.Experiments;

/// <summary>
/// Every setting of a recipe in words, the same on every machine: the one place that says how it reads.
/// </summary>
public static class RecipeSettings
{
    /// <summary>The settings in the order of a table; a text is null where a recipe has no such setting.</summary>
    public static IReadOnlyList<(string Name, Func<Recipe, string?> Text)> All { get; } =
    [
        ("Model", r =>
            Text($"{r.Model.Architecture}, width {r.Model.Width:0.####}, {r.Model.Stem} stem") + Embedding(r)
                + (r.Model.Enlarged is { } side ? $", smaller images enlarged to {Square(side)}" : "")),
        ("Resolution", r => Square(r.Resolution)),
        ("Images", r =>
            $"{r.Images.Classes} classes, {Count(r.Images.TrainPerClass)} training and {Count(r.Images.TestPerClass)} "
                + "test images of each"),
        ("Images.Set", r => r.Images.Set),
        ("Images.Side", r => r.Images.Side is { } side ? $"{Square(side)}, whatever an image's shape" : null),
        ("Images.Augmentation", r => r.Images.Augmentation),
        ("Images.Resampler", r => r.Images.Resampler),
        ("Images.Absent", r => r.Images.Absent),
        ("Images.Tested", r => r.Images.Tested is null ? null
            : "training images that are not learned from: of each class the next ones, a fifth of it at least"),
        ("Start", r => r.Start is null ? null : "its teacher, which is the same network, as it is"),
        ("Probe", r => r.Start is null ? null : "300 steps of Adam on all embeddings at once, from zero"),
        ("Epochs", r => r.Epochs == 0 ? null : $"{r.Epochs}"),
        ("BatchSize", r => r.Epochs == 0 ? null : $"{r.BatchSize}"),
        ("PerClass", r => r.PerClass is { } images ? $"{images} images of each class in a batch" : null),
        ("Optimizer", r => r.Epochs == 0 ? null : Optimizer(r.Optimizer)),
        ("Schedule", r => r.Epochs == 0 ? null : Schedule(r.Schedule)),
        ("Losses", r => r.Losses.Count == 0 ? null : string.Join(" + ", r.Losses.Select(Term))),
        ("Losses' reduction", r => r.Teacher is null || r.Losses.Count == 0 ? null : Sums(r) ? "sum" : "mean"),
        ("Weights", r => r.Weights is { } sha256 ? $"sha256 {sha256[..12]}…" : null),
        ("WeightsFor", r => r.WeightsFor),
        ("BatchNormalization", r => r.BatchNormalization is null ? null
            : "frozen: it keeps the mean and variance that it begins with"),
        ("Teacher", r => r.Teacher is { } t ? $"{t.Model.Architecture} at {Square(t.Resolution)}"
            + (r.TeacherSeed is null ? ", same seed" : "") : null),
        ("TeacherSeed", r => r.TeacherSeed is { } seed ? $"{seed}, whatever the seed of its student" : null),
        ("TeacherPrecision", r => r.TeacherPrecision),
        ("Precision", r => r.Precision is null ? null
            : "convolutions in bfloat16; weights, statistics, linear layers and losses in float32"),
        ("Algorithm", r => $"{r.Algorithm}"),
    ];

    /// <summary>One setting of a recipe; null where it has none.</summary>
    /// <exception cref="ArgumentException">There is no such setting; the message names all.</exception>
    public static string? Value(string name, Recipe recipe) =>
        All.FirstOrDefault(s => s.Name == name) is { Text: { } text } ? text(recipe)
        : throw new ArgumentException($"a recipe has no {name}; it has {string.Join(", ", All.Select(s => s.Name))}");

    /// <summary><c>0.02 horkd.2 (reduction sum)</c></summary>
    private static string Term(LossTerm term) => (term.Weight == 1 ? "" : Text($"{term.Weight} ")) + term.Loss
        + (term.Options is { Count: > 0 } options ? $" ({string.Join(", ", options.Select(o => $"{o.Key} {o.Value}"))})"
            : "");

    private static string Optimizer(OptimizerSpec o) => o.Method is null
        ? Text($"SGD, learning rate {o.LearningRate}, momentum {o.Momentum}, weight decay {o.WeightDecay}")
        : Text($"Adam, learning rate {o.LearningRate}, ")
            + (o.WeightDecay == 0 ? "no weight decay" : Text($"weight decay {o.WeightDecay}"));

    private static string Schedule(ScheduleSpec s) =>
        (s.WarmupEpochs > 0 ? Text($"{s.WarmupEpochs} epoch of warm-up, then ") : "")
        + Text($"× {s.Factor} after {string.Join(", ", s.Milestones.Select(m => Text($"{m:0.###}")))} of the training");

    private static string Embedding(Recipe r)
    {
        var length = r.Model.UnitLength == true ? " of length 1" : "";
        return r.Model.Embedding is { } columns ? $", embedding {columns}{length}"
            : length.Length > 0 ? $", embedding{length}" : "";
    }

    private static bool Sums(Recipe r) => r.Losses.Any(t => t.Options?.GetValueOrDefault("reduction") == "sum");

    private static string Square(int side) => $"{side}×{side}";

    private static string Count(int? perClass) => perClass is { } n ? $"{n}" : "all";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
