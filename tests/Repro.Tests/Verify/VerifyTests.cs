using System.Text.RegularExpressions;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Tests.Commands;
using Repro.Verify;
using Xunit;

namespace Repro.Tests.Verify;

/// <summary>The stored results follow from their records, and what does not is named with file, place and remedy.</summary>
public sealed class VerifyTests : IDisposable
{
    private const string Page = "table1/laptop-CIFAR-100", Record = $"{Page}/alone-16-r-s1.json";
    private static readonly string Committed = Workspace.Find().Results;

    private readonly TempFolder folder = new();

    /// <summary>Table 1 alone, whose rows it trained itself.</summary>
    public VerifyTests()
    {
        Directory.CreateDirectory(At(Page));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Committed, Page))) File.Copy(file, Path.Combine(At(Page), Path.GetFileName(file)));
    }

    public void Dispose() => folder.Dispose();

    private string At(string path) => folder[$"results/{path}"];

    [Fact]
    public void Every_stored_table_and_figure_follows_from_the_records_and_every_record_is_sound()
    {
        var report = ResultsAudit.Run(Committed);
        // runs on synthetic images and at the smallest scale stay on the machine that made them, as do the edits that it made them with
        Assert.DoesNotContain(report.Faults, f => !f.Place.Contains("-synthetic/") && !f.Place.Contains("/tiny-"));
        Assert.True(report is { Records.Count: > 500, Stored.Count: > 15, Figures: > 15 }, $"{report.Records.Count} records, {report.Stored.Count} tables, {report.Figures} figures");
    }

    [Fact]
    public void A_copy_of_one_table_is_whole_by_itself() => Assert.Empty(ResultsAudit.Run(folder["results"]).Faults);

    [Fact]
    public void An_edited_number_of_a_table_is_named_with_its_line_and_row()
    {
        Edit($"{Page}/table.md", "56.13 ± 2.59", "66.13 ± 2.59");
        Single($"{Page}/table.md, line 18 (ResNet18, KD)", "shows “…", "66.13 ± 2.59", "and the records give", "56.13 ± 2.59", "; write it again: ./repro verify --rewrite");
    }

    [Fact]
    public void An_edited_sentence_below_a_table_is_named()
    {
        Edit($"{Page}/table.md", "VGG11 at 32×32: HORKD -0.60 points", "VGG11 at 32×32: HORKD +0.60 points");
        Single($"{Page}/table.md, line ", "+0.60", "-0.60");
    }

    [Fact]
    public void An_edited_number_of_the_csv_file_is_named()
    {
        var text = File.ReadAllText(At($"{Page}/table.csv"));
        File.WriteAllText(At($"{Page}/table.csv"), Regex.Replace(text, "(?m)^(\"?ResNet18, AT\"?,.*?)[0-9](?=,[0-9.]*,3,measured)", "$1" + "77"));
        Single($"{Page}/table.csv, line ", "and the records give");
    }

    [Fact]
    public void An_edited_number_of_a_figure_is_named_with_its_json_path()
    {
        Edit($"{Page}/figure.json", "49.6667", "59.6667");
        Single($"{Page}/figure.json, $.data[0].y[0]", "shows 59.6667, and the records give 49.6667");
    }

    [Fact]
    public void An_edited_picture_is_named()
    {
        File.AppendAllText(At($"{Page}/figure.svg"), "<!-- -->");
        Single($"{Page}/figure.svg", "is not the file whose checksum SHA256SUMS lists");
    }

    [Theory]
    [InlineData("\"last\": 54.2", "\"last\": 64.2", "$.result is")]
    [InlineData("\"weightDecay\": 0.0005", "\"weightDecay\": 0.0001", "$.recipeDigest is")]
    [InlineData("\"seed\": 1,", "\"seed\": 2,", "$.id is")]
    [InlineData("\"sha256\": \"5c83", "\"sha256\": \"zz83", "$.data.sha256 is not 64 lower-case hex digits")]
    [InlineData("\"loss\": 2.2197861194610597", "\"loss\": 1e999", "$.epochs[0].loss is Infinity")]
    [InlineData("\"schema\": 2", "\"schema\": 1", "$.schema is 1")]
    public void A_record_that_contradicts_itself_is_named_with_its_json_path(string text, string other, string message)
    {
        Edit(Record, text, other);
        Assert.Contains(Faults(), f => f.StartsWith($"{Record}: {message}") && f.Contains("; restore the file"));
    }

    [Fact]
    public void An_edited_number_that_contradicts_nothing_in_its_record_is_named()
    {
        Edit(Record, "\"trainTop1\": 18.425", "\"trainTop1\": 18.5");
        Single(Record, "is not the file whose checksum SHA256SUMS lists", "restore the record");
    }

    [Fact]
    public void Consistently_edited_epochs_are_named_by_the_table_too_even_with_a_new_checksum()
    {
        var record = RecordFile.Read(At(Record));
        var epochs = record.Epochs.Select(e => e.Epoch < record.Epochs.Count ? e : e with { Test = e.Test.ToDictionary(t => t.Key, t => t.Value + 1) }).ToList();
        RecordFile.Write(At(Record), record with { Epochs = epochs, Result = RunResult.From(record.Result.Score, epochs) });
        CheckSums.Write(At(Page));
        Assert.Contains(Faults(), f => f.StartsWith($"{Page}/table.md, line ") && f.Contains("ResNet18, no teacher"));
    }

    [Fact]
    public void A_record_of_a_dirty_tree_is_named()
    {
        var record = RecordFile.Read(At(Record));
        RecordFile.Write(At(Record), record with { Environment = record.Environment with { CodeVersion = $"{record.Environment.CodeVersion}.dirty" } });
        CheckSums.Write(At(Page));
        Single(Record, "$.environment.codeVersion is 1.0.0+", ".dirty: the code was changed since that commit", "; commit the code");
    }

    [Fact]
    public void A_missing_run_is_named_and_the_table_that_counts_one_less()
    {
        File.Delete(At($"{Page}/kd-16-v-s2.json"));
        var faults = Faults();
        Assert.Contains(faults, f => f.StartsWith($"{Page}/kd-16-v-s2.json: is missing, and SHA256SUMS lists it; ") && f.Contains("./repro run table1"));
        Assert.Contains(faults, f => f.StartsWith($"{Page}/table.md, line ") && f.Contains("measured 3); device") && f.Contains("measured 3 (24 rows), ")
            && f.EndsWith("; restore what was changed, the page or a record, or write it again: ./repro run table1"));
    }

    [Fact]
    public void Fewer_epochs_than_the_recipe_takes_are_named()
    {
        var record = RecordFile.Read(At(Record));
        var epochs = record.Epochs.SkipLast(1).ToList();
        RecordFile.Write(At(Record), record with { Epochs = epochs, Result = RunResult.From(record.Result.Score, epochs) });
        Assert.Contains(Faults(), f => f.StartsWith($"{Record}: $.epochs has 11 entries, and its recipe takes 12; "));
    }

    [Theory]
    [InlineData("table.md")]
    [InlineData("figure.json")]
    public void A_missing_file_of_a_page_is_named(string name)
    {
        File.Delete(At($"{Page}/{name}"));
        Single($"{Page}/{name}", "is missing", "write it again: ./repro verify --rewrite");
    }

    [Fact]
    public void Where_the_table_has_got_a_row_that_nobody_has_trained_its_page_is_written_again_and_nothing_trained()
    {
        var table = Catalogue.Named("table1");
        foreach (var file in Directory.EnumerateFiles(At(Page), "kd-16-v-s?.json").ToList()) File.Delete(file);
        var runs = Directory.EnumerateFiles(At(Page)).Where(RunStore.IsRecord).Select(RecordFile.Read).ToList();
        Repro.Verify.Page.Write(At(Page), table with { Rows = [.. table.Rows.Where(row => row.Key != "kd-16-v")] }, runs);
        CheckSums.Write(At(Page));
        var faults = Faults();
        Assert.Contains(faults, f => f.StartsWith($"{Page}/table.md, line "));
        Assert.All(faults, f => Assert.EndsWith("; write it again: ./repro verify --rewrite", f));
        Assert.Empty(ResultsAudit.Run(folder["results"], rewrite: true).Faults);
        Assert.Contains("| VGG11, KD | student | 16×16 | not in paper | not run |", File.ReadAllText(At($"{Page}/table.md")));
    }

    [Fact]
    public void Without_checksums_nothing_vouches_for_pictures_and_that_is_told()
    {
        File.Delete(At($"{Page}/SHA256SUMS"));
        Single($"{Page}/SHA256SUMS", "no such file");
    }

    [Theory]
    [InlineData($"{Page}/notes.txt", "is no record, and no part of the page")]
    [InlineData($"{Page}/figure2.svg", "is no record, and no part of the page")]
    [InlineData("table1/notes.txt", "lies where no page keeps anything")]
    [InlineData("summary.md", "lies where no page keeps anything")]
    public void A_foreign_file_is_named(string path, string message)
    {
        File.WriteAllText(At(path), "x");
        Single(path, message, "; move it away");
    }

    [Fact]
    public void What_a_file_manager_leaves_is_passed_over()
    {
        foreach (var name in (string[])["._alone-16-r-s1.json", ".DS_Store"]) File.WriteAllText(At($"{Page}/{name}"), "\0\u0005");
        Assert.Empty(Faults());
    }

    [Fact]
    public void A_record_of_another_table_and_one_of_a_recipe_that_is_no_more_are_named()
    {
        var record = RecordFile.Read(At(Record));
        File.Copy(At(Record), At($"{Page}/alone-16-v-s9.json"));
        Assert.Contains(Faults(), f => f.StartsWith($"{Page}/alone-16-v-s9.json: is the record of alone-16-r, seed 1, of table1") && f.Contains($"belongs in {Record}"));
        File.Delete(At($"{Page}/alone-16-v-s9.json"));

        using var recipe = System.Text.Json.JsonDocument.Parse(record.Recipe.GetRawText().Replace("\"epochs\": 12", "\"epochs\": 12, \"oddity\": 1"));
        var path = new RunStore(folder["results"]).Save(RunRecord.Create("table1", "alone-16-r", "laptop", 7, recipe.RootElement, record.Data, record.Environment, record.Started, 1, record.Result.Score, record.Epochs));
        Assert.Contains(Faults(), f => f.StartsWith($"{Path.GetRelativePath(folder["results"], path)}: its recipe ") && f.Contains("is of no row of table1"));
    }

    [Fact]
    public void The_same_run_with_other_numbers_is_named()
    {
        var record = RecordFile.Read(At(Record));
        new RunStore(folder["results"]).Save(record with { Table = "table9", Epochs = [record.Epochs[0] with { Loss = 7 }, .. record.Epochs.Skip(1)] });
        Assert.Contains(Faults(), f => f.Contains("is the same run as") && f.Contains("with other numbers ($.epochs[0].loss: "));
    }

    [Fact]
    public void A_table_of_the_readme_that_is_not_the_stored_one_is_named()
    {
        File.WriteAllText(folder["README.md"], $"# A\n\n<!-- table1 -->\n{File.ReadAllText(At($"{Page}/table.md")).Replace("56.13 ± 2.59", "65.13 ± 2.59")}<!-- /table1 -->\n");
        Single("README.md, line 21", "65.13", "copy table.md there");
    }

    [Fact]
    public void A_notebook_that_opens_with_other_words_than_the_records_give_is_named_and_written_again()
    {
        const string name = "notebooks/01-table1-cifar100.ipynb";
        var stored = File.ReadAllText(Path.Combine(Workspace.Find().Root, name));
        Directory.CreateDirectory(folder["notebooks"]);
        File.WriteAllText(folder[name], stored);
        Assert.Empty(Faults());
        foreach (var (shown, other) in (ReadOnlySpan<(string, string)>)[("HORKD -0.60 points", "HORKD +0.60 points"), ("56.13 ± 2.59", "65.13 ± 2.59")])
        {
            Assert.Contains(shown, stored);
            File.WriteAllText(folder[name], stored.Replace(shown, other));
            Single($"{name}, cells[5].outputs[", "text/plain, line ", other[^8..], "and the records give", "; write it again: ./repro verify --rewrite");
            Assert.Contains($"{name}: written again", ResultsAudit.Run(folder["results"], rewrite: true).Notes);
            Assert.Equal(stored, File.ReadAllText(folder[name]));
        }
        File.WriteAllText(folder[name], "{"); // a notebook without stored answers is its reader's own
        Assert.Empty(Faults());
        File.WriteAllText(folder[name], stored[..^9]);
        Single(name, "restore the notebook");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_and_faults_end_the_command_with_1()
    {
        using var checkout = new Checkout();
        Assert.StartsWith("repro: ", checkout.Repro("verify", "nowhere").Error);
        Edit($"{Page}/table.md", "56.13", "66.13");
        var (code, output, error) = checkout.Repro("verify", folder["results"]);
        Assert.Equal((1, ""), (code, error));
        Assert.Contains($"{Page}/table.md, line 18", output);
        Assert.EndsWith("1 fault\n", output);
    }

    [Fact]
    public void A_page_is_written_again_on_request_but_not_from_a_changed_record()
    {
        Edit($"{Page}/table.md", "56.13", "66.13");
        var report = ResultsAudit.Run(folder["results"], rewrite: true);
        Assert.Empty(report.Faults);
        Assert.Contains($"{Page}: written again", report.Notes);
        Assert.DoesNotContain("66.13", File.ReadAllText(At($"{Page}/table.md")));

        Edit($"{Page}/table.md", "56.13", "66.13");
        Edit(Record, "\"wallSeconds\": ", "\"wallSeconds\": 1");
        report = ResultsAudit.Run(folder["results"], rewrite: true);
        Assert.NotEmpty(report.Faults);
        Assert.Contains("66.13", File.ReadAllText(At($"{Page}/table.md")));
    }

    [Fact]
    public void A_sweep_is_found_by_its_name()
    {
        foreach (var sweep in (Experiment[])[NamedSweep.Create("lfw", null, 16, Weighting.Sums), NamedSweep.Create("cifar100", "vgg11_bn", 32, NamedSweep.Changed(("1", 1), ("2", 0.5), ("C", 1e-5)))])
        {
            var found = NamedSweep.Named(sweep.Key)!;
            Assert.Equal((sweep.Key, sweep.Title), (found.Key, found.Title));
            Assert.Equal(sweep.Rows.Select(r => r.Label), found.Rows.Select(r => r.Label));
        }
        var few = NamedSweep.Create("lfw", null, 16, Weighting.Published, ["12", ""]);
        Assert.Equal(few.Rows.Select(r => r.Key), NamedSweep.Named(few.Key, label => few.Rows.Skip(1).Select(r => r.Label).ToList().IndexOf(label) is >= 0 and var place ? place : null)!.Rows.Select(r => r.Key));
        Assert.Null(NamedSweep.Named("orders-lfw-16-nonsense"));
        Assert.Null(NamedSweep.Named("table1"));
    }

    private List<string> Faults() => [.. ResultsAudit.Run(folder["results"]).Faults.Select(f => f.ToString())];

    private void Single(string place, params string[] parts)
    {
        var fault = Assert.Single(Faults());
        Assert.StartsWith(place, fault);
        Assert.All(parts, part => Assert.Contains(part, fault));
        Assert.DoesNotContain('\n', fault);
    }

    private void Edit(string path, string text, string other)
    {
        var before = File.ReadAllText(At(path));
        Assert.Contains(text, before);
        var at = before.IndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(At(path), $"{before[..at]}{other}{before[(at + text.Length)..]}");
    }
}
