using CrossRes.Display;
using Deedle;
using Xunit;

namespace CrossRes.Tests.Display;

public class FrameViewTests
{
    [Fact]
    public void Rows_and_columns_are_counted_and_numbers_rounded_alike()
    {
        var frame = Build(3, ("name", i => $"a{i}"), ("share", i => 54.0 + i / 3.0), ("count", i => 1000 * i));
        Assert.Equal("""
            3 rows, 3 columns
               name  share  count
            0  a0    54.00      0
            1  a1    54.33   1000
            2  a2    54.67   2000
            """, Text(frame));
        var html = RichViews.For(frame)!.Render()["text/html"];
        Assert.Contains("<td class=\"number value\" data-value=\"54.333333333333336\">54.33</td>", html);
        Assert.Contains("onclick", html); // a click on a heading sorts
    }

    [Fact]
    public void What_is_missing_is_a_dash()
    {
        var frame = Build(2, ("text", i => i == 0 ? null : "x"), ("number", i => i == 0 ? double.NaN : 0.5));
        Assert.Equal("""
            2 rows, 2 columns
               text  number
            0  –          –
            1  x        0.5
            """, Text(frame));
        Assert.Contains("class=\"not-run\" data-value=\"\">–", RichViews.For(frame)!.Render()["text/html"]);
    }

    [Fact]
    public void Of_many_rows_the_first_and_the_last_are_shown()
    {
        var text = Text(Build(571, ("n", i => i)));
        Assert.StartsWith("571 rows, 1 column\n", text);
        Assert.Contains("\n  9    9\n⋮\n561  561\n", text);
        Assert.EndsWith("551 rows between the first and the last 10 are not shown", text);
        var html = RichViews.For(Build(571, ("n", i => i)))!.Render()["text/html"];
        Assert.DoesNotContain("onclick", html); // it would sort what is shown only
        Assert.Equal(21 + 1 + 1, html.Split("<tr>").Length - 1); // head, ends, gap, foot
    }

    [Fact]
    public void Thirty_rows_are_all_shown() => Assert.DoesNotContain("⋮", Text(Build(30, ("n", i => i))));

    [Fact]
    public void Columns_too_wide_for_a_line_are_named()
    {
        var frame = Build(1, [.. Enumerable.Range(0, 9).Select(c => ($"c{c}", (Func<int, object?>)(_ => new string('x', 30))))]);
        Assert.Contains("columns not shown: c4, c5, c6, c7, c8", Text(frame));
        Assert.All(Text(frame).Split('\n'), line => Assert.True(line.Length <= 150, line));
        Assert.Contains(">c8</th>", RichViews.For(frame)!.Render()["text/html"]);
    }

    [Fact]
    public void Markup_in_a_cell_is_text() =>
        Assert.Contains("&lt;b&gt;", RichViews.For(Build(1, ("<b>", _ => "<b>")))!.Render()["text/html"]);

    [Fact]
    public void A_series_shows_as_a_frame_of_one_column()
    {
        var series = new Series<string, double>(["a", "b"], [1, 2.5]);
        Assert.Equal("""
            2 values
               value
            a    1.0
            b    2.5
            """, Text(series));
    }

    [Fact]
    public void An_empty_frame_and_a_row_of_mixed_values_show()
    {
        Assert.StartsWith("0 rows, 0 columns", Text(Frame.CreateEmpty<int, string>()));
        Assert.Contains("a1", Text(Build(2, ("name", i => $"a{i}"), ("n", i => i)).Rows[1]));
    }

    private static string Text(object value) => RichViews.For(value)!.Render()["text/plain"];

    private static Frame<int, string> Build(int rows, params (string Name, Func<int, object?> Value)[] columns)
    {
        var builder = new FrameBuilder.Columns<int, string>();
        var keys = Enumerable.Range(0, rows);
        foreach (var (name, value) in columns)
        {
            builder.Add(name, value(rows - 1) switch
            {
                int => new Series<int, int>(keys, keys.Select(i => (int)value(i)!)),
                double => new Series<int, double>(keys, keys.Select(i => (double)value(i)!)),
                _ => new Series<int, string>(keys, keys.Select(i => (string)value(i)!)),
            });
        }
        return builder.Frame;
    }
}
