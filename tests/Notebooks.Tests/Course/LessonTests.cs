using Xunit;

namespace Notebooks.Tests.Course;

public class LessonTests
{
    public static TheoryData<string> Lessons => [.. Lesson.Names];

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task A_lesson_runs_unanswered_and_the_solutions_pass_every_check(string name)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var lesson = new Lesson(name);
        var solutions = new Queue<string>(lesson.Solutions.Select((text, i) => $"// {text}"));
        foreach (var cell in lesson.Code)
        {
            var shown = await lesson.Run(cell.Source, cancellation);
            if (cell.Tags.Contains("parameters"))
                await lesson.Run("scale = \"tiny\";", cancellation);
            if (!cell.Tags.Contains("check")) continue;
            Assert.Contains("not answered yet", shown);
            await lesson.Run(solutions.Dequeue(), cancellation);
            Assert.Matches("Exercise [0-9]: right", await lesson.Run(cell.Source, cancellation));
        }
        Assert.Empty(solutions);
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Every_exercise_is_an_answer_to_replace_and_its_check(string name)
    {
        using var lesson = new Lesson(name);
        var tags = lesson.Code.SelectMany(cell => cell.Tags).Where(tag => tag is "answer" or "check");
        Assert.Equal(Enumerable.Repeat<string[]>(["answer", "check"], 4).SelectMany(pair => pair), tags);
        Assert.All(lesson.Code.Where(cell => cell.Tags.Contains("answer")), cell => Assert.Contains("= null;", cell.Source));
    }
}
