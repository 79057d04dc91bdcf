using CrossRes.Display;
using Xunit;

namespace CrossRes.Tests.Display;

public class HeadlessBrowserTests
{
    public HeadlessBrowserTests() => Assert.SkipWhen(StaticImage.Browser is null, "Chromium is not installed");

    [Fact]
    public void Expressions_share_a_page_that_no_other_call_sees()
    {
        using var browser = new HeadlessBrowser(StaticImage.Browser!);
        Assert.Equal("5", browser.Evaluate("window.two = 2", "Promise.resolve(two + 3)"));
        Assert.Equal("undefined", browser.Evaluate("typeof two"));
        Assert.Equal("CSS1Compat", browser.Evaluate("document.compatMode"));
        Assert.Null(browser.Evaluate("undefined"));
    }

    [Fact]
    public void What_an_expression_throws_is_told_and_the_next_one_is_computed()
    {
        using var browser = new HeadlessBrowser(StaticImage.Browser!);
        foreach (var bad in (string[])["throw new Error('as asked')", "Promise.reject('as asked')"])
            Assert.Contains("as asked", Assert.Throws<InvalidOperationException>(() => browser.Evaluate(bad)).Message);
        Assert.Equal("3", browser.Evaluate("1 + 2"));
    }

    [Fact]
    public void A_program_that_ends_is_told_with_its_last_words()
    {
        using var folder = new TempFolder();
        var program = folder["program"];
        File.WriteAllText(program, "#!/bin/sh\necho no display >&2\nexit 7\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var browser = new HeadlessBrowser(program);
        Assert.Equal("Chromium ended: no display (exit code 7)",
            Assert.Throws<InvalidOperationException>(() => browser.Evaluate("1")).Message);
    }
}
