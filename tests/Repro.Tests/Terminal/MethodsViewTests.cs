using System.Text.Json;
using CrossRes.Losses;
using Repro.Terminal;
using Spectre.Console;
using Xunit;

namespace Repro.Tests.Terminal;

public class MethodsViewTests
{
    [Theory]
    [InlineData(@"\frac1N\sum_i\lVert s_i-t_i\rVert_2", "1/N Σ_i ‖s_i-t_i‖_2")]
    [InlineData(@"\frac{T^2}{N}\sum_{i,j}\mathrm{KL}\big(p^t_i\,\Vert\,\hat p^s_i\big)", "T²/N Σ_(i,j) KL(p^t_i ‖ p̂^s_i)")]
    [InlineData(@"x_{i+1}^{p_2}\le\log(1+e^{a})", "x_(i+1)^(p_2)≤log(1+e^a)")]
    public void A_formula_becomes_a_line(string latex, string text) => Assert.Equal(text, PlainFormula.From(latex));

    [Fact]
    public void A_fraction_stays_inside_its_logarithm() => Assert.Equal("p log((p+ε)/q)", PlainFormula.From(@"p\log\frac{p+\epsilon}{q}"));

    [Theory]
    [InlineData(@"\unheard", "\\unheard in the formula")]
    [InlineData(@"\frac{1", "has no end")]
    [InlineData(@"x_", "is missing")]
    public void A_formula_out_of_shape_is_refused(string latex, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => PlainFormula.From(latex)).Message);

    [Fact]
    public void No_formula_keeps_its_markup() =>
        Assert.All(LossRegistry.Entries, e => Assert.DoesNotContain(PlainFormula.From(e.Formula), c => c is '\\' or '{' or '}'));

    [Fact]
    public void Table_text_and_json_name_every_method()
    {
        var table = new StringWriter();
        Sample.Console(table, terminal: false).Write(MethodsView.Table(LossRegistry.Entries));
        var parsed = JsonDocument.Parse(MethodsView.ToJson(LossRegistry.Entries)).RootElement;
        Assert.Equal(LossRegistry.Entries.Count, parsed.GetArrayLength());
        foreach (var (entry, json) in LossRegistry.Entries.Zip(parsed.EnumerateArray()))
        {
            Assert.Contains($" {entry.Name} ", table.ToString());
            Assert.Equal(entry.Name, json.GetProperty("name").GetString());
            Assert.Equal(entry.Options.Count, json.GetProperty("options").GetArrayLength());
        }
        var text = MethodsView.ToText(LossRegistry.Find("crd"));
        Assert.Contains("weight 0.8 [RepDistiller]", text);
        Assert.Contains("agrees with: loss.crd", text);
        Assert.Contains("negatives = 16384:", text);
    }
}
