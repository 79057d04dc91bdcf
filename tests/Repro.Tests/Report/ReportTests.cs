using System.Diagnostics;
using System.Text.RegularExpressions;
using CrossRes.Display;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Report;
using Repro.Verify;
using Xunit;

namespace Repro.Tests.Report;

/// <summary>The one page of everything: from records alone, offline, every measured number with its runs.</summary>
public sealed partial class ReportTests : IDisposable
{
    private const string Page = "table1/laptop-CIFAR-100", Record = $"{Page}/alone-16-r-s1.json";
    private static readonly string Committed = Workspace.Find().Results;
    private static readonly string Text = File.ReadAllText(Path.Combine(Committed, ReportPage.Name));

    private readonly TempFolder folder = new();

    private string Results => folder["results"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_is_small_and_fetches_nothing()
    {
        Assert.InRange(Text.Length, 100_000, 3_000_000);
        Assert.Contains("default-src 'none'", Text);
        Assert.DoesNotMatch(@"(?:src|href)=""(?:https?:)?//|@import|<link|<script src", Text);
    }

    [Fact]
    public void Every_table_and_figure_of_the_catalogue_has_a_section_and_every_link_leads_somewhere()
    {
        Assert.All(Catalogue.All, e => Assert.Contains($"<h3>{Html.Escape(e.Title)}</h3>", Text));
        var anchors = Ids().Matches(Text).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(anchors.Distinct().Count(), anchors.Count);
        var targets = Links().Matches(Text).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Empty(targets.Where(t => t[0] == '#').Select(t => t[1..]).Except(anchors));
        Assert.All(targets.Where(t => t[0] != '#'), t => Assert.True(File.Exists(Path.Combine(Committed, t)), t));
        Assert.True(targets.Count(t => t.StartsWith("#run-")) > 150, "hardly any number leads to its runs");
    }

    [Fact]
    public void Each_measured_number_of_a_table_leads_to_its_runs_and_their_commit()
    {
        var section = Section("table1-laptop-CIFAR-100");
        var row = Regex.Match(section, "<tr data-network=\"ResNet18\" data-side=\"16\" data-method=\"HORKD\"\\s+data-state=\"measured\">.*?</tr>", RegexOptions.Singleline).Value;
        var run = RecordFile.Read(Path.Combine(Committed, Page, "our-16-r-s1.json"));
        Assert.Equal(4, Regex.Count(row, $"<a href=\"#{RunCards.Anchor(run)}\">")); // last, best, difference from the paper, time
        Assert.Contains("<td class=\"number copied\" title=\"Ge et al., HORKD, AAAI 2020, Table 1\">74.65 [1]</td>", row);
        var card = Regex.Match(Text, $"<article class=\"run\" id=\"{RunCards.Anchor(run)}\">.*?</article>", RegexOptions.Singleline).Value;
        Assert.Equal(2, Regex.Count(card, "<svg"));
        Assert.Equal(3, Regex.Count(card, $"{run.Environment.CodeVersion.Split('+')[1][..10]}, unchanged"));
        Assert.Contains($"<a href=\"{Page}/our-16-r-s2.json\">our-16-r-s2.json</a>", card);
        Assert.Contains($"sha256 {run.Data.Sha256}", card);
        Assert.Contains("<dt>batchSize</dt><dd>128</dd>", card);
        Assert.Contains(">resnet18 at 32 pixels, same seed", card); // its teacher, the assistant, is a run itself
    }

    [Fact]
    public void What_is_not_run_says_what_it_would_need()
    {
        var section = Section("table3");
        Assert.Contains("not run on real data", section);
        Assert.Contains("Data: UCCS; get it from its authors", section);
        Assert.Contains("<code>./repro run table3 --data DIR --seeds 3</code>", section);
    }

    [Theory]
    [InlineData("1.0.0+360d6ee973766199173e63a78bfe64611244536d", "360d6ee973, unchanged")]
    [InlineData("1.0.0+360d6ee973766199173e63a78bfe64611244536d.dirty", "360d6ee973, DIRTY: changed since")]
    [InlineData("1.0.0", "no commit is named (1.0.0)")]
    public void A_commit_is_told_with_whether_the_code_was_changed_since(string version, string told) => Assert.Equal(told, RunCards.Commit(version));

    [Fact]
    public void Whatever_a_record_says_stays_text()
    {
        Copy();
        var record = RecordFile.Read(Path.Combine(Results, Record));
        RecordFile.Write(Path.Combine(Results, Record), record with { Environment = record.Environment with { Cpu = "<script>alert(\"x\")</script>&" } });
        Assert.Contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;", Written());
        Assert.DoesNotContain("<script>alert", Written());
    }

    [Fact]
    public void Verify_names_an_edited_number_and_writes_the_page_again()
    {
        Copy();
        var text = Written();
        Assert.Empty(ResultsAudit.Run(Results).Faults);
        File.WriteAllText(Path.Combine(Results, ReportPage.Name), text.Replace("56.13 ± 2.59", "66.13 ± 2.59"));
        var fault = Assert.Single(ResultsAudit.Run(Results).Faults).ToString();
        Assert.StartsWith($"{ReportPage.Name}, line ", fault);
        Assert.EndsWith("; write it again: ./repro verify --rewrite", fault);
        Assert.Empty(ResultsAudit.Run(Results, rewrite: true).Faults);
        Assert.Equal(text, File.ReadAllText(Path.Combine(Results, ReportPage.Name)));
    }

    [Fact]
    public void Runs_that_measure_nothing_are_left_out()
    {
        Copy();
        var run = RecordFile.Read(Path.Combine(Results, Record));
        var page = new StoredPage(Page, Catalogue.Named("table1"), [run]);
        Assert.True(page.IsMeasurement);
        Assert.False((page with { Runs = [run with { Scale = "tiny" }] }).IsMeasurement);
        Assert.False((page with { Runs = [run with { Data = run.Data with { Origin = RunData.Synthetic } }] }).IsMeasurement);
    }

    [Fact]
    public void In_a_browser_the_filters_narrow_the_rows_and_a_number_opens_its_runs()
    {
        Assert.SkipWhen(StaticImage.Browser is null, "Chromium is not installed");
        var page = folder["report.html"];
        File.WriteAllText(page, Text.Replace("</body>", """
            <script>
            const said = [byId("count").textContent];
            byId("paper").value = "HORKD"; byId("method").value = "KD"; filter();
            said.push(byId("count").textContent, all("section.paper").filter(s => !s.hidden).map(s => s.id).join());
            byId("search").value = "no such thing"; filter();
            said.push(byId("count").textContent);
            document.querySelector('a[href^="#run-"]').click();
            said.push(byId("dialog").open, byId("dialog").querySelectorAll("svg").length);
            document.body.innerHTML = "<pre>" + said.join("; ") + "</pre>";
            </script></body>
            """));
        var rows = Regex.Count(Text, " data-state=");
        Assert.Contains($"<pre>{rows} rows; 6 of {rows} rows; table1-laptop-CIFAR-100,table1-methods-laptop-CIFAR-100; 0 of {rows} rows; true; 2</pre>", Dom(page));
    }

    private string Section(string id) => Regex.Match(Text, $"<section id=\"{id}\".*?</section>", RegexOptions.Singleline).Value;

    private void Copy()
    {
        Directory.CreateDirectory(Path.Combine(Results, Page));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Committed, Page))) File.Copy(file, Path.Combine(Results, Page, Path.GetFileName(file)));
    }

    private string Written() => File.ReadAllText(ReportCommand.Write(ResultsAudit.Run(Results)));

    private string Dom(string page)
    {
        using var browser = Process.Start(new ProcessStartInfo(StaticImage.Browser!,
            ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", $"--user-data-dir={folder["profile"]}", "--dump-dom", new Uri(page).AbsoluteUri])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var problems = browser.StandardError.ReadToEndAsync();
        var text = browser.StandardOutput.ReadToEnd();
        browser.WaitForExit();
        Assert.True(browser.ExitCode == 0, problems.Result);
        return text;
    }

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex(" href=\"([^\"]+)\"")]
    private static partial Regex Links();
}
