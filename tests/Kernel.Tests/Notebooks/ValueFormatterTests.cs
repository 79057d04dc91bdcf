using CSharpKernel.Notebooks;
using Microsoft.DotNet.Interactive.Formatting;
using Xunit;

namespace CSharpKernel.Tests.Notebooks;

public sealed class ValueFormatterTests
{
    private sealed record Row(string Name, double Score);

    private sealed class Opaque
    {
        public int Size => 3;
        public string Broken => throw new InvalidOperationException();
    }

    [Fact]
    public void SimpleValuesAreTheirText()
    {
        Assert.Equal("0.25", ValueFormatter.Format(0.25)["text/plain"]);
        Assert.Equal("null", ValueFormatter.Format(null)["text/plain"]);
        Assert.Equal("a\nb", ValueFormatter.Format("a\nb")["text/plain"]);
        Assert.Equal("[1, null, x]", ValueFormatter.Format(new object?[] { 1, null, "x" })["text/plain"]);
        Assert.Equal("System.IO.IOException: gone", ValueFormatter.Format(new IOException("gone"))["text/plain"]);
    }

    [Fact]
    public void AnEndlessSequenceIsCutOff()
    {
        static IEnumerable<int> Count() { for (var i = 0; ; i++) yield return i; }
        Assert.EndsWith("98, 99, …]", ValueFormatter.Format(Count())["text/plain"]);
    }

    [Fact]
    public void AListThatHoldsItselfIsCutOff()
    {
        object[] list = [1, "x"];
        list[0] = list;
        Assert.EndsWith(", x]", ValueFormatter.Format(list)["text/plain"]);
    }

    [Fact]
    public void RecordsAreTheRowsOfATable()
    {
        var shown = ValueFormatter.Format(new[] { new Row("a<b", 1), new Row("c", 2.5) });
        Assert.Equal("Name\tScore\na<b\t1\nc\t2.5", shown["text/plain"]);
        Assert.Contains("<td>a&lt;b</td><td>1</td>", shown["text/html"]);
    }

    [Fact]
    public void ADictionaryIsATable() =>
        Assert.Equal("key\tvalue\nk\t[1, 2]",
            ValueFormatter.Format(new Dictionary<string, int[]> { ["k"] = [1, 2] })["text/plain"]);

    [Fact]
    public void AnObjectWithoutTextShowsItsProperties() =>
        Assert.Equal("property\tvalue\nSize\t3\nBroken\t(InvalidOperationException)",
            ValueFormatter.Format(new Opaque())["text/plain"]);

    [Fact]
    public void TheHostIsAskedFirstAndWhatIsNoJsonIsItsError()
    {
        Assert.Equal("seen", ValueFormatter.Format(new Row("a", 1), new Host("{}"))["text/plain"]);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => ValueFormatter.Format(new Row("a", 1), new Host("{")));
        Assert.Equal("1", ValueFormatter.Format(1, new Host("{}"))["text/plain"]);
    }

    private sealed class Host(string json) : ICellHost
    {
        public IReadOnlyDictionary<string, string>? View(object value) =>
            value is Row ? new Dictionary<string, string> { ["application/json"] = json, ["text/plain"] = "seen" } : null;
    }

    private sealed record Registered(int Size);

    private interface IMarked;

    private sealed record Marked<T>(T Value) : IMarked;

    [Fact]
    public void WhatIsRegisteredWithTheFormattingLibraryDecides()
    {
        Formatter.Register<Registered>(value => $"<b>{value.Size}</b>", "text/html");
        Formatter.Register(typeof(IMarked), (value, writer) => writer.Write("marked"), "text/markdown");
        Assert.Equal("<b>3</b>", ValueFormatter.Format(new Registered(3))["text/html"]);
        Assert.Equal("Registered { Size = 3 }", ValueFormatter.Format(new Registered(3))["text/plain"]);
        Assert.Equal("marked", ValueFormatter.Format(new Marked<int>(1))["text/markdown"]);
    }

    [Fact]
    public void ATypeThatNamesItsFormattersByTheConventionIsShownByThem()
    {
        var shown = ValueFormatter.Format(new Own());
        Assert.Equal(["text/markdown", "text/plain"], shown.Keys.Order());
        Assert.Equal("*own*", shown["text/markdown"]);
    }

    [ValueFormatterTests.TypeFormatterSource]
    private sealed class Own;

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute : Attribute
    {
        public Type FormatterSourceType => typeof(Formatters);
        public string[] PreferredMimeTypes => ["text/markdown"];
    }

    public sealed class Formatters
    {
        public IEnumerable<object> CreateTypeFormatters() => [new OwnFormatter()];
    }

    public sealed class OwnFormatter
    {
        public string MimeType => "text/markdown";

        public bool Format(object value, TextWriter writer)
        {
            writer.Write("*own*");
            return true;
        }
    }
}
