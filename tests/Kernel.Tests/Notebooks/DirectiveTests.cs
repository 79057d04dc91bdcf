using CSharpKernel.Notebooks;
using Xunit;

namespace CSharpKernel.Tests.Notebooks;

public class DirectiveTests
{
    [Theory]
    [InlineData("var s = @\"first\n#!time\nlast\";")]
    [InlineData("var s = \"\"\"\n#!import \"f\"\n\"\"\";")]
    [InlineData("var s = $$\"\"\"\n#!bash {{1}}\n\"\"\";")]
    [InlineData("/* old:\n#!pip install numpy\n*/\n1")]
    [InlineData("// see\n//#!time")]
    [InlineData("#if false\n#!nothing\n#endif\n1")]
    public void TextAndCommentsHoldNoDirectives(string cell) =>
        Assert.Equal((cell, false, 0), (Directives.Read(cell).Code, Directives.Read(cell).Timed, Directives.Read(cell).Imports.Count));

    [Fact]
    public void DirectivesOfTheLanguageAreReadWithTheirLines()
    {
        var read = Directives.Read("#!time\nvar s = @\"\n#!time\";\n  #!import \"a b.cs\"\r\n1");
        Assert.True(read.Timed);
        Assert.Equal(("a b.cs", 4), Assert.Single(read.Imports));
        Assert.Equal("//time\nvar s = @\"\n#!time\";\n  //import \"a b.cs\"\r\n1", read.Code);
    }

    [Theory]
    [InlineData("#!/usr/bin/env dotnet\n1")]
    [InlineData("#! /bin/sh\n1")]
    public void TheFirstLineOfAScriptIsPassedOver(string cell) => Assert.StartsWith("//", Directives.Read(cell).Code);

    [Theory]
    [InlineData("1;\n#!/bin/sh", 2, "no directive")]
    [InlineData("#!fsharp\nlet x = 1", 1, "written in F#")]
    [InlineData("#!share x", 1, "no directive")]
    public void OtherDirectivesAreRefusedWithTheirLine(string cell, int line, string why)
    {
        var refused = Assert.Throws<DirectiveException>(() => Directives.Read(cell));
        Assert.Equal(line, refused.Line);
        Assert.Contains(why, refused.Message);
    }
}
