using CrossRes.Display;
using CrossRes.Results;
using Xunit;

namespace CrossRes.Tests.Results;

public class ResultTableTests
{
    private static readonly ResultTable Table = new("T1", ["Data: synthetic"],
        [new Column("Model"), new Column("Top-1", Unit.Percent), new Column("Gain", Unit.Points), new Column("Time", Unit.Seconds)],
        [
            [new Cell.Text("A"), new Cell.Measured(50, 51, 52), new Cell.Measured(-0.001), new Cell.Measured(400)],
            [new Cell.Text("B"), new Cell.Copied(74.65, "P, Table 1"), new Cell.Measured(1, 2), new Cell.NotRun()],
            [new Cell.Text("C"), new Cell.Measured(9.5), new Cell.Text("–"), new Cell.Measured(4)],
        ]);

    private static ResultTable Nasty(string text) =>
        new(text, [text], [new Column(text)], [[new Cell.Text(text)]]);

    [Fact]
    public void Plain_text() => Assert.Equal(
        """
        T1
        Data: synthetic
        Model               Top-1   Gain        Time
        -----  ------------------  -----  ----------
        A      51.00 ± 1.00 (n=3)   0.00  6 min 40 s
        B               74.65 [1]  +1.50     not run
        C              9.50 (n=1)      –       4.0 s
        measured: mean ± sample standard deviation (n seeds); copied: [1] P, Table 1; not run: no run yet

        """, Table.ToPlainText());

    [Fact]
    public void Markdown() => Assert.Equal(
        """
        **T1**

        Data: synthetic  

        | Model | Top-1 | Gain | Time |
        | --- | ---: | ---: | ---: |
        | A | 51.00 ± 1.00 (n=3) | 0.00 | 6 min 40 s |
        | B | *74.65 \[1\]* | +1.50 | not run |
        | C | 9.50 (n=1) | – | 4.0 s |

        measured: mean ± sample standard deviation (n seeds); copied: \[1\] P, Table 1; not run: no run yet

        """, Table.ToMarkdown());

    [Fact]
    public void Csv() => Assert.Equal(
        """
        # T1
        # Data: synthetic
        Model,Top-1,Top-1: std,Top-1: n,Top-1: origin,Gain,Gain: std,Gain: n,Gain: origin,Time,Time: std,Time: n,Time: origin
        A,51,1,3,measured,-0.001,,1,measured,400,,1,measured
        B,74.65,,,"copied: P, Table 1",1.5,0.7071067811865476,2,measured,,,,not run
        C,9.5,,1,measured,,,,–,4,,1,measured

        """, Table.ToCsv());

    [Fact]
    public void Html_marks_each_kind_in_words_and_class()
    {
        var html = Table.ToHtml();
        Assert.Contains("<td class=\"number measured\" data-value=\"51\">51.00 &#177; 1.00 (n=3)</td>", html);
        Assert.Contains("<td class=\"number copied\" data-value=\"74.65\">74.65 [1]</td>", html);
        Assert.Contains("<td class=\"number not-run\" data-value=\"\">not run</td>", html);
        Assert.Contains("<caption><b>T1</b><br>Data: synthetic</caption>", html);
        Assert.Contains("copied: [1] P, Table 1", html);
        Assert.DoesNotContain("http", html);
    }

    [Fact]
    public void Html_is_well_formed_xml_once_line_breaks_are_closed() =>
        System.Xml.Linq.XElement.Parse($"<div>{Nasty("<b>&\"'").ToHtml().Replace("<br>", "<br/>")}</div>");

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a\" onclick=\"x")]
    public void Html_escapes_markup(string text)
    {
        var html = Nasty(text).ToHtml();
        Assert.DoesNotContain(text, html);
        Assert.Contains(System.Net.WebUtility.HtmlEncode(text), html);
    }

    [Theory]
    [InlineData("a|b", @"| a\|b |")]
    [InlineData("*a*_b_`c`", @"| \*a\*\_b\_\`c\` |")]
    [InlineData("<img>[x](y)\\", @"| \<img\>\[x\](y)\\ |")]
    [InlineData("two\r\nlines", "| two lines |")]
    public void Markdown_escapes_markup(string text, string expected) => Assert.Contains(expected, Nasty(text).ToMarkdown());

    [Theory]
    [InlineData("a,b", "\n\"a,b\"\n")]
    [InlineData("say \"x\"", "\n\"say \"\"x\"\"\"\n")]
    [InlineData("# no comment", "\n\"# no comment\"\n")]
    [InlineData("two\nlines", "\n\"two\nlines\"\n")]
    public void Csv_quotes_what_would_split(string text, string expected) => Assert.EndsWith(expected, Nasty(text).ToCsv());

    [Fact]
    public void A_notebook_gets_html_markdown_and_text() =>
        Assert.Equal(["text/html", "text/markdown", "text/plain"], Table.Render().Keys);

    [Fact]
    public void Rendering_twice_gives_the_same_bytes() => Assert.Equal(Table.Render(), Table.Render());

    [Fact]
    public void Bad_cells_and_rows_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Cell.Measured());
        Assert.Throws<ArgumentException>(() => new Cell.Measured(1, double.NaN));
        Assert.IsType<Cell.NotRun>(Cell.From([]));
        var error = Assert.Throws<ArgumentException>(() => new ResultTable("T", [], [new Column("A")], [[]]));
        Assert.StartsWith("Row 1 of 'T' has 0 cells for 1 columns.", error.Message);
    }

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.9, "1 min 00 s")]
    [InlineData(3599.9, "1 h 00 min")]
    [InlineData(7385, "2 h 03 min")]
    public void Durations(double seconds, string expected) => Assert.Equal(expected, Duration.Text(seconds));
}
