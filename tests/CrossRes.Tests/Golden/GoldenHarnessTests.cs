using System.Text;
using Xunit;

namespace CrossRes.Tests.Golden;

/// <summary>The harness refuses what it cannot check, and sees a wrong number.</summary>
public class GoldenHarnessTests
{
    private const string Valid = """
        {"op": "metric.topk_accuracy",
         "inputs": {"logits": {"shape": [1, 2], "data": [0.5, 1]}, "labels": {"shape": [1], "data": [1]}},
         "params": {"topk": [1]},
         "expected": {"value": {"shape": [1], "data": [100]}, "error": {"shape": [1], "data": [0]}},
         "rtol": 0, "atol": 0}
        """;

    [Fact]
    public void A_right_number_passes() => Assert.Empty(Failures(Valid));

    [Theory]
    [InlineData("[100]", "[99]", "value: entry 0 is 100, expected 99")]
    [InlineData("\"value\": {\"shape\": [1]", "\"value\": {\"shape\": [1, 1]", "value: shape [1], expected [1, 1]")]
    [InlineData("\"error\"", "\"loss\"", "loss: the evaluator gives no such result")]
    [InlineData("metric.topk_accuracy", "metric.unheard_of", "unknown op metric.unheard_of in file case.json")]
    public void A_wrong_case_fails(string old, string @new, string message) =>
        Assert.Contains(message, Assert.Single(Failures(Valid.Replace(old, @new))));

    [Theory]
    [InlineData("{\"op\"", "{op")]
    [InlineData("\"rtol\": 0, ", "")]
    [InlineData("[0.5, 1]", "[0.5]")]
    [InlineData("\"expected\"", "\"expected\": {}, \"other\"")]
    [InlineData("[0.5, 1]", "[0.5, \"x\"]")]
    public void A_malformed_file_is_named(string old, string @new)
    {
        var error = Assert.Throws<FormatException>(() => Failures(Valid.Replace(old, @new)));
        Assert.StartsWith("malformed golden file case.json: ", error.Message);
    }

    [Fact]
    public void A_missing_or_empty_folder_is_an_error()
    {
        using var folder = new TempFolder();
        Assert.Contains(folder.Path, Assert.Throws<InvalidDataException>(() => GoldenSource.Load(folder.Path)).Message);
        var missing = folder["missing"];
        Assert.Contains(missing, Assert.Throws<DirectoryNotFoundException>(() => GoldenSource.Load(missing)).Message);
    }

    private static IReadOnlyList<string> Failures(string json) =>
        GoldenReport.Of("a test", [GoldenCase.Parse("case.json", Encoding.UTF8.GetBytes(json))]).Failures;
}
