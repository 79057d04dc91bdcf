using CrossRes.Experiments;
using CrossRes.Results;

namespace CrossRes.Display;

/// <summary>
/// A recipe as a table: a column for each stage, first the teacher that is trained first, last the learner.
/// </summary>
internal static class RecipeView
{
    internal static ResultTable Table(Recipe recipe)
    {
        var stages = new Stack<Recipe>();
        for (var stage = recipe; stage is not null; stage = stage.Teacher) stages.Push(stage);
        return new ResultTable($"Recipe {recipe.Digest[..12]}", [],
            [new("Setting"), .. stages.Select((_, i) => new Column(Title(i, stages.Count)))],
            [
                .. from setting in RecipeSettings.All.Append(("Digest", r => r.Digest[..12]))
                   let values = stages.Select(setting.Text).ToList()
                   where values.Exists(value => value is not null)
                   select (Cell[])[new Cell.Text(setting.Name), .. values.Select(value => new Cell.Text(value ?? "–"))],
            ]);
    }

    private static string Title(int stage, int count) =>
        stage == count - 1 ? "learner" : stage == 0 ? "teacher" : count == 3 ? "assistant" : $"assistant {stage}";
}
