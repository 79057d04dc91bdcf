using CSharpKernel.Notebooks;
using Xunit;

namespace CSharpKernel.Tests.Notebooks;

public class XmlDocsTests
{
    [Theory]
    [InlineData("<member><summary> Two\n  lines. </summary></member>", "Two lines.")]
    [InlineData("<member><summary>As <see cref=\"M:A.B.Run``1(System.Int32)\"/> or <see langword=\"null\"/> of <paramref name=\"x\"/>, <c>code</c>.</summary></member>", "As Run or null of x, code.")]
    [InlineData("<member><returns>nothing</returns></member>", "")]
    [InlineData("<member><summary>broken", "")]
    [InlineData(null, "")]
    public void ASummaryIsOneLine(string? xml, string text) => Assert.Equal(text, XmlDocs.Summary(xml));
}
