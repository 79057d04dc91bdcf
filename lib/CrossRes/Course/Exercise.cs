using System.Net;
using CrossRes.Common;
using CrossRes.Display;
using static TorchSharp.torch;

namespace CrossRes.Course;

/// <summary>Begins the check of an exercise.</summary>
public static class Exercise
{
    /// <param name="number">As the lesson counts.</param>
    /// <param name="answer">A function, a tensor or the like; null: not answered yet.</param>
    public static Exercise<T> Check<T>(int number, T? answer) where T : class =>
        new(number, answer is not null, answer!);

    /// <param name="number">As the lesson counts.</param>
    /// <param name="answer">A number or the like; null: not answered yet.</param>
    public static Exercise<T> Check<T>(int number, T? answer) where T : struct =>
        new(number, answer is not null, answer.GetValueOrDefault());
}

/// <summary>
/// The check of one exercise: rules from the most basic to the finest. The first that does not hold stops the check
/// and says what is wrong, so that its reader knows what to look at. An answer whose code throws is told why.
/// </summary>
[TypeFormatterSource("text/html", "text/plain")]
public sealed class Exercise<T> : IRichView
{
    private readonly int number;
    private readonly T answer;
    private string message;

    internal Exercise(int number, bool answered, T answer)
    {
        (this.number, this.answer) = (number, answer);
        (Verdict, message) = answered ? (Verdict.Right, "")
            : (Verdict.NotAnswered, "replace null in the cell above, run it, then run this cell again");
    }

    /// <summary>What the rules so far say.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>Asks for something, unless an earlier rule was broken.</summary>
    /// <param name="holds">Whether the answer fulfils it.</param>
    /// <param name="wrong">What is wrong if it does not, and what to look at.</param>
    public Exercise<T> Require(Func<T, bool> holds, string wrong) => Require(holds, _ => wrong);

    /// <summary>Asks for something, unless an earlier rule was broken.</summary>
    /// <param name="holds">Whether the answer fulfils it.</param>
    /// <param name="wrong">What is wrong if it does not, said with the help of the answer.</param>
    public Exercise<T> Require(Func<T, bool> holds, Func<T, string> wrong)
    {
        if (Verdict != Verdict.Right) return this;
        using var scope = NewDisposeScope();
        try
        {
            if (!holds(answer)) (Verdict, message) = (Verdict.NotYet, wrong(answer));
        }
        catch (Exception error)
        {
            (Verdict, message) = (Verdict.NotYet, $"your code stopped with {error.GetType().Name}: {error.Message}");
        }
        return this;
    }

    /// <summary>What a right answer shows; told to those who found it.</summary>
    public Exercise<T> Explain(string insight)
    {
        if (Verdict == Verdict.Right) message = insight;
        return this;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Render()
    {
        var (title, rest) = ($"Exercise {number}: {Words}", message.Length > 0
            ? $". {char.ToUpperInvariant(message[0])}{message[1..]}" : "");
        var style = $"border-left:6px solid "
            + $"{FigureStyle.Color(Verdict switch { Verdict.Right => 2, Verdict.NotYet => 1, _ => 0 })};padding:.4em "
            + ".8em";
        return new Dictionary<string, string>
        {
            ["text/html"] = $"<div style=\"{style}\"><b>{WebUtility.HtmlEncode(title)}</b>"
                + $"{WebUtility.HtmlEncode(rest)}</div>",
            ["text/plain"] = title + rest,
        };
    }

    private string Words => Verdict switch
    {
        Verdict.Right => "right",
        Verdict.NotYet => "not yet",
        _ => "not answered yet",
    };
}

/// <summary>What a check says of an answer.</summary>
public enum Verdict
{
    /// <summary>The answer is still null.</summary>
    NotAnswered,

    /// <summary>A rule does not hold, or the answer's own code failed.</summary>
    NotYet,

    /// <summary>Every rule holds.</summary>
    Right,
}
