using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRes.Common;
using CrossRes.Results;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CrossRes.Tests.Results;

public class RunRecordTests
{
    private static readonly string Json = RecordFile.ToJson(SampleRuns.Run());

    [Fact]
    public void Any_sound_record_survives_writing_and_reading_bit_for_bit()
    {
        var percents = Gen.Choose(0, int.MaxValue).Select(i => 100.0 * i / int.MaxValue).ArrayOf().Where(a => a.Length > 0);
        Prop.ForAll(percents.ToArbitrary(), ArbMap.Default.ArbFor<long>(), ArbMap.Default.ArbFor<string>(), (top1, seed, text) =>
        {
            var recipe = JsonSerializer.Serialize(new Dictionary<string, string> { ["name"] = text ?? "" });
            var json = RecordFile.ToJson(SampleRuns.Run(recipe: recipe, seed: seed, top1: top1));
            return RecordFile.ToJson(RecordFile.FromJson(json, "it")) == json;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Keys_stand_in_one_order_and_lines()
    {
        var keys = JsonNode.Parse(Json)!.AsObject().Select(member => member.Key);
        Assert.Equal(
            ["schema", "id", "table", "row", "scale", "seed", "recipeDigest", "recipe", "data", "result", "environment",
             "started", "wallSeconds", "epochs"], keys);
        Assert.StartsWith("{\n  \"schema\": 2,\n  \"id\": \"", Json);
        Assert.EndsWith("]\n}\n", Json);
    }

    [Fact]
    public void The_last_epoch_and_the_first_best_one_make_the_result() =>
        Assert.Equal(new RunResult("accuracy", 57, 58, 2), SampleRuns.Run(top1: [50, 58, 58, 57]).Result);

    [Theory]
    [InlineData("""{"a":1,"b":[1.5,{"c":null,"d":"é"}]}""", """{ "b": [15e-1, {"d":"\u00e9","c":null}], "a": 1.0 }""")]
    public void A_digest_ignores_spelling(string one, string other) =>
        Assert.Equal(Digest.Sha256(JsonElement.Parse(one)), Digest.Sha256(JsonElement.Parse(other)));

    [Fact]
    public void A_digest_sees_every_value()
    {
        string[] recipes = ["""{"a":[1,2]}""", """{"a":[2,1]}""", """{"a":[1,"2"]}""", """{"b":[1,2]}""", """{"a":[1,2.0000001]}""", "{}"];
        Assert.Distinct(recipes.Select(recipe => Digest.Sha256(JsonElement.Parse(recipe))));
        Assert.Equal("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", Digest.Sha256(JsonElement.Parse("{}")));
    }

    [Theory]
    [InlineData("$.schema", "1", "$.schema is 1, this program reads 2")]
    [InlineData("$.schema", null, "$.schema is missing")]
    [InlineData("$.seed", null, "seed")]
    [InlineData("$.seed", "\"one\"", "$.seed")]
    [InlineData("$.row", "\" \"", "$.row is empty")]
    [InlineData("$.row", "null", "$.row")]
    [InlineData("$.id", "\"x\"", "$.id is x, but")]
    [InlineData("$.recipe.weight", "0.7", "$.recipeDigest is")]
    [InlineData("$.data.origin", "\"borrowed\"", "$.data.origin is 'borrowed'")]
    [InlineData("$.data.sha256", "\"ABC\"", "$.data.sha256 is not")]
    [InlineData("$.epochs", "[]", "$.epochs is empty")]
    [InlineData("$.epochs[1].epoch", "7", "$.epochs[1].epoch is 7, but")]
    [InlineData("$.epochs[0].loss", "1e999", "$.epochs[0].loss is Infinity")]
    [InlineData("$.epochs[0].loss", "\"NaN\"", "$.epochs[0].loss")]
    [InlineData("$.recipe.weight", "1e999", "not a run record: 1e999 is beyond the numbers")]
    [InlineData("$.epochs[0].terms.kd", "-1e999", "$.epochs[0].terms.kd is -Infinity")]
    [InlineData("$.epochs[1].test.accuracy", "157.25", "$.epochs[1].test.accuracy is 157.25, not a percentage")]
    [InlineData("$.epochs[0].seconds", "-1", "$.epochs[0].seconds is -1, not a duration")]
    [InlineData("$.result.last", "99", "$.result is")]
    [InlineData("$.surprise", "1", "surprise")]
    public void A_bad_value_is_named_by_file_and_path(string path, string? value, string message)
    {
        var damaged = Edit(Json, path, value);
        var error = Assert.Throws<ResultsException>(() => RecordFile.FromJson(damaged, "results/x.json"));
        Assert.StartsWith("results/x.json: ", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void A_cut_text_is_no_record_wherever_it_is_cut()
    {
        for (var length = 0; length < Json.Length - 2; length += 7)
            Assert.Throws<ResultsException>(() => RecordFile.FromJson(Json[..length], "x.json"));
        var error = Assert.Throws<ResultsException>(() => RecordFile.FromJson(Json[..^20], "x.json"));
        Assert.Contains("LineNumber", error.Message);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("{\"schema\":1,\"schema\":1}")]
    [InlineData("[]")]
    public void Other_json_is_no_record(string json) =>
        Assert.Contains("x.json: not a run record", Assert.Throws<ResultsException>(() => RecordFile.FromJson(json, "x.json")).Message);

    [Fact]
    public void A_diverged_run_makes_no_record() =>
        Assert.Contains("test.accuracy is NaN", Assert.Throws<ResultsException>(() => SampleRuns.Run(top1: [50, double.NaN])).Message);

    [Fact]
    public void Only_times_and_environment_may_differ_between_the_same_numbers()
    {
        var run = SampleRuns.Run();
        var later = run with
        {
            Started = run.Started.AddDays(1),
            WallSeconds = 1,
            Environment = run.Environment with { Device = "cuda" },
            Epochs = [.. run.Epochs.Select(epoch => epoch with { Seconds = 9 })],
        };
        Assert.Null(RecordComparison.FirstDifference(run, later));

        var otherLoss = run with { Epochs = [run.Epochs[0], run.Epochs[1] with { Loss = double.BitIncrement(2.5) }] };
        Assert.Equal("$.epochs[1].loss: 2.5 against 2.5000000000000004", RecordComparison.FirstDifference(run, otherLoss));
        Assert.Equal("$.epochs: 2 entries against 1 entries", RecordComparison.FirstDifference(run, run with { Epochs = [run.Epochs[0]] }));
        var noTerm = run.Epochs[0] with { Terms = new Dictionary<string, double> { ["ce"] = 1.5 } };
        Assert.Equal("$.epochs[0].terms.kd: only in one of them", RecordComparison.FirstDifference(run, run with { Epochs = [noTerm, run.Epochs[1]] }));
    }

    [Fact]
    public void The_environment_knows_this_machine()
    {
        var here = RunEnvironment.Here("cpu", "float32", "1.13.1", "OpenBLAS", 2);
        Assert.NotEmpty(here.Cpu);
        Assert.NotEmpty(here.Os);
        Assert.Matches("^[0-9]+[.][0-9]+", here.CodeVersion);
    }

    /// <summary>Sets, or with null removes, the value at a path such as <c>$.epochs[1].loss</c>.</summary>
    private static string Edit(string json, string path, string? value)
    {
        var root = JsonNode.Parse(json)!;
        var steps = path[2..].Replace("[", ".").Replace("]", "").Split('.');
        var parent = steps[..^1].Aggregate(root, (node, step) => int.TryParse(step, out var i) ? node[i]! : node[step]!);
        if (value is null)
            parent.AsObject().Remove(steps[^1]);
        else
            parent[steps[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }
}
