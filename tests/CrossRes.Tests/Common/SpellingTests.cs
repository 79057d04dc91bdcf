using CrossRes.Common;
using Xunit;

namespace CrossRes.Tests.Common;

public class SpellingTests
{
    private static readonly string[] Known = ["alone-16-r", "alone-32-r", "our-16-r", "run", "table1", "table4-cars196"];

    [Theory]
    [InlineData("alone16r", "alone-16-r")]
    [InlineData("OUR-16-R", "our-16-r")]
    [InlineData("cars196", "table4-cars196")]
    [InlineData("tabel1", "table1")]
    [InlineData("rnu", "run")]
    public void What_was_meant_comes_first(string typed, string meant) => Assert.Equal(meant, Spelling.Near(typed, Known)[0]);

    [Theory]
    [InlineData("resnet")]
    [InlineData("x")]
    [InlineData("")]
    public void What_is_far_from_all_means_none(string typed)
    {
        Assert.Empty(Spelling.Near(typed, Known));
        Assert.Equal("", Spelling.Hint(typed, Known));
    }

    [Fact]
    public void The_nearer_come_first_and_no_more_than_five() => Assert.Equal(
        ["row1", "row2", "row3", "row4", "row5"], Spelling.Near("row", Enumerable.Range(1, 9).Select(i => $"row{i}")));
}
