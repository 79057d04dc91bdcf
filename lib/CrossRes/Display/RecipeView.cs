using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Display;

/// <summary>A recipe as a table: a column for each stage, first the teacher that is trained first, last the learner.</summary>
internal static class RecipeView
{
    private static readonly (string Name, Func<Recipe, string?> Value)[] Settings =
    [
        ("network", r => $"{r.Model.Architecture}, {r.Model.Width:0.###} × its width"),
        ("embedding", r => r.Model.Embedding?.ToString()),
        ("input", r => $"{r.Resolution}×{r.Resolution}"),
        ("images", r => $"{r.Images.Set ?? "cifar100"}, {r.Images.Classes} classes, {r.Images.TrainPerClass?.ToString() ?? "all"} training images of each"),
        ("augmentation", r => r.Images.Augmentation),
        ("resampler", r => r.Images.Resampler),
        ("epochs", r => $"{r.Epochs}"),
        ("batch", r => r.PerClass is { } each ? $"{r.BatchSize}, {each} of a class" : $"{r.BatchSize}"),
        ("optimizer", r => $"{r.Optimizer.Method ?? "sgd"}, learning rate {r.Optimizer.LearningRate}, momentum {r.Optimizer.Momentum}, weight decay {r.Optimizer.WeightDecay}"),
        ("schedule", r => $"warm-up {r.Schedule.WarmupEpochs} epoch{(r.Schedule.WarmupEpochs == 1 ? "" : "s")}, × {r.Schedule.Factor} after {string.Join(", ", r.Schedule.Milestones.Select(m => $"{100 * m:0.#} %"))}"),
        ("losses", r => string.Join(" + ", r.Losses.Select(Term))),
        ("starts from", r => r.Weights is { } sha256 ? $"weights {sha256[..12]}…" : null),
        ("digest", r => r.Digest[..12]),
    ];

    internal static ResultTable Of(Recipe recipe)
    {
        var stages = new Stack<Recipe>();
        for (var stage = recipe; stage is not null; stage = stage.Teacher) stages.Push(stage);
        return new ResultTable($"Recipe {recipe.Digest[..12]}", [],
            [new("Setting"), .. stages.Select((_, i) => new Column(Title(i, stages.Count)))],
            [.. from setting in Settings
                let values = stages.Select(setting.Value).ToList()
                where values.Exists(value => value is not null)
                select (Cell[])[new Cell.Text(setting.Name), .. values.Select(value => new Cell.Text(value ?? "–"))]]);
    }

    private static string Title(int stage, int count) =>
        stage == count - 1 ? "learner" : stage == 0 ? "teacher" : count == 3 ? "assistant" : $"assistant {stage}";

    private static string Term(LossTerm term) => (term.Weight == 1 ? "" : $"{term.Weight} ") + term.Loss
        + (term.Options is { Count: > 0 } options ? $" ({string.Join(", ", options.Select(o => $"{o.Key} {o.Value}"))})" : "");
}
