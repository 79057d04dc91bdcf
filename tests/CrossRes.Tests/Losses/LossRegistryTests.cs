using CrossRes.Losses;
using Xunit;

namespace CrossRes.Tests.Losses;

public class LossRegistryTests
{
    private static readonly Batch Small = Batch.Of(1, 4, 4, 4); // logits for as many classes

    [Fact]
    public void Every_loss_has_a_name_a_paper_a_formula_and_documented_options()
    {
        Assert.Equal(LossRegistry.Entries.Count, LossRegistry.Entries.Select(e => e.Name).Distinct().Count());
        Assert.All(LossRegistry.Entries, e => Assert.All([e.Name, e.Paper, e.Formula], Assert.NotEmpty));
        Assert.All(LossRegistry.Entries.SelectMany(e => e.Options),
            o => Assert.All([o.Name, o.Meaning, o.Provenance], Assert.NotEmpty));
    }

    [Fact]
    public void Every_choice_of_every_option_works()
    {
        foreach (var entry in LossRegistry.Entries)
            foreach (var option in entry.Options)
                foreach (var choice in option.Choices)
                {
                    var value = LossProbe.Value(entry.Name, Small, (option.Name, choice));
                    Assert.True(double.IsFinite(value), $"{entry.Name} {option.Name}={choice}");
                }
    }

    [Theory]
    [InlineData("hord", "", "", "no loss is called hord; did you mean horkd? there are arcface, ce, ")]
    [InlineData("kd", "T", "4", "loss kd has no option T; it has temperature")]
    [InlineData("kd", "temperature", "warm", "loss kd: temperature must be a number, not \"warm\"")]
    [InlineData("kd", "temperature", "0", "loss kd: temperature must be a number greater than 0, not 0")]
    [InlineData("kd", "temperature", "NaN", "loss kd: temperature must be a number, not \"NaN\"")]
    [InlineData("ce", "weights", "1,2", "loss ce: weights has 2 numbers for 4 classes")]
    [InlineData("ce", "smoothing", "1.5", "loss ce: smoothing must be between 0 and 1, not 1.5")]
    [InlineData("horkd.2", "reduction", "median", "loss horkd.2: reduction is mean or sum, not median")]
    [InlineData("fitnet", "stage", "3", "loss fitnet has stage 3, the networks have 2 stages in common")]
    [InlineData("darkrank.soft", "length", "7", "loss darkrank.soft: length must be 6 or less, not 7")]
    [InlineData("darkrank.list", "power", "0.5", "loss darkrank.list: power must be 1 or more")]
    [InlineData("triplet", "miner-margin", "far", "loss triplet: miner-margin must be a number, not \"far\"")]
    [InlineData("ft", "stage", "3", "loss ft has stage 3, the networks have 2 stages in common")]
    [InlineData("darkrank", "length", "1.5", "loss darkrank: length must be a whole number, not \"1.5\"")]
    [InlineData("horkd.C", "momentum", "2", "loss horkd.C: momentum must be between 0 and 1, not 2")]
    public void A_wrong_setting_is_named(string loss, string option, string value, string message)
    {
        (string, string)[] options = option.Length == 0 ? [] : [(option, value)];
        Assert.Contains(message,
            Assert.Throws<ArgumentException>(() => LossProbe.Create(loss, Small, options)).Message);
    }

    [Theory]
    [InlineData("horkd.1", "adapter", "never", "set adapter=auto")]
    [InlineData("horkd.C", "centres", "teacher", "set centres=own")]
    [InlineData("fitnet", "adapter", "never", "set adapter=auto")]
    public void Different_widths_are_refused_with_the_remedy(string loss, string option, string value, string remedy) =>
        Assert.Contains(remedy, Assert.Throws<ArgumentException>(() =>
            LossProbe.Create(loss, Batch.Of(1, 4, 3, 5), (option, value))).Message);

    [Fact]
    public void An_adapter_is_the_same_for_the_same_seed_and_learns()
    {
        var batch = Batch.Of(1, 4, 3, 5);
        Assert.Equal(LossProbe.Value("horkd.1", batch), LossProbe.Value("horkd.1", batch));
        using var loss = LossProbe.Create("horkd", batch);
        Assert.Equal([5, 3], Assert.Single(loss.parameters()).shape);
    }
}
