using CSharpKernel.Notebooks;
using Xunit;

namespace CSharpKernel.Tests.Notebooks;

/// <summary><c>#r "nuget: …"</c>, against a registry that is a folder.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly PackageFeed feed = new();
    private readonly Session session = new(AppContext.BaseDirectory);
    private int cell;

    public void Dispose()
    {
        session.Dispose();
        feed.Dispose();
    }

    [Fact]
    public async Task WhatWasRestoredOnceNeedsNoRegistryAndWhatWasNotIsToldWithTheRemedy()
    {
        feed.Add("Once.Restored", "1.0.0", "public static class Once { public static int Value => 41; }");
        var first = Packages.Find("nuget: Once.Restored, 1.0.0", TestContext.Current.CancellationToken);
        feed.Close();
        Assert.Equal(first.Assemblies, Packages.Find("nuget: Once.Restored, 1.0.0", TestContext.Current.CancellationToken).Assemblies);
        Assert.True(first.IsAsAsked);
        Assert.Equal("42", Assert.IsType<ResultOutput>(Assert.Single(await Run("#r \"nuget: Once.Restored, 1.0.0\"\nOnce.Value + 1"))).Data["text/plain"]);

        var error = await Error("\n#r \"nuget: Once.Restored, 2.0.0\"");
        Assert.Equal(2, error.Line);
        Assert.StartsWith("#r \"nuget: Once.Restored, 2.0.0\": NU1", error.Message);
        Assert.EndsWith("so it needs a registry that has it)", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task APackageThatNobodyHasIsToldInOneLine()
    {
        feed.Add("Some.Other", "1.0.0", "");
        var error = await Error("#r \"nuget: No.Such, 3.2.1\"");
        Assert.StartsWith("#r \"nuget: No.Such, 3.2.1\": NU1101", error.Message);
        Assert.Contains("Unable to find package No.Such", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task ANewerVersionOfALoadedPackageIsRefusedAndAnOlderOneTold()
    {
        feed.Add("Clash.Lib", "1.0.0", "public static class Clash { public static int Value => 1; }");
        feed.Add("Clash.Lib", "2.0.0", "public static class Clash { public static int Value => 2; }", assemblyVersion: "2.0.0.0");
        feed.Add("Quiet.Lib", "1.1.0", "public static class Quiet { public static int Value => 11; }");
        feed.Add("Quiet.Lib", "1.2.0", "public static class Quiet { public static int Value => 12; }");
        Assert.Empty(await Run("#r \"nuget: Clash.Lib, 1.0.0\""));
        var error = await Error("#r \"nuget: Clash.Lib, 2.0.0\"");
        Assert.Contains("it needs Clash.Lib 2.0.0.0, but 1.0.0.0 is loaded already", error.Message);

        Assert.Empty(await Run("#r \"nuget: Quiet.Lib, 1.1.0\""));
        Assert.Empty(await Run("#r \"nuget: Quiet.Lib, 1.1.0\""));
        var told = Assert.IsType<StreamOutput>(Assert.Single(await Run("#r \"nuget: Quiet.Lib, 1.2.0\""))); // of the same assembly version
        Assert.Equal(("stderr", "#r \"nuget: Quiet.Lib, 1.2.0\": Quiet.Lib 1.1.0 is loaded already and serves in its place; for 1.2.0, restart the kernel\n"), (told.Name, told.Text));
        Assert.Equal("11", Assert.IsType<ResultOutput>(Assert.Single(await Run("Quiet.Value"))).Data["text/plain"]);
    }

    [Fact]
    public async Task ANewerVersionThanAskedIsTold()
    {
        feed.Add("Newer.Lib", "1.2.0", "public static class Newer { }");
        Assert.Equal("#r \"nuget: Newer.Lib, 1.1\": the registry has no such version; 1.2.0 is the next newer one\n",
            Assert.IsType<StreamOutput>(Assert.Single(await Run("#r \"nuget: Newer.Lib, 1.1\""))).Text);
        Assert.Empty(await Run("#r \"nuget: Newer.Lib, 1.2\""));
    }

    [Fact]
    public async Task AnExtensionThatAPackageBringsDecidesHowItsTypesShow()
    {
        feed.Add("Shown.Lib", "1.0.0", "namespace Shown { public sealed class Thing { } }", extension: """
            using Microsoft.DotNet.Interactive;
            using Microsoft.DotNet.Interactive.Formatting;
            public sealed class Extension : IKernelExtension
            {
                public System.Threading.Tasks.Task OnLoadAsync(Kernel kernel)
                {
                    Formatter.Register<System.Version>((version, writer) => writer.Write($"<i>{version.Major}</i>"), "text/html");
                    return System.Threading.Tasks.Task.CompletedTask;
                }
            }
            """);
        Assert.Empty(await Run("#r \"nuget: Shown.Lib, 1.0.0\""));
        Assert.Equal("<i>7</i>", Assert.IsType<ResultOutput>(Assert.Single(await Run("new System.Version(7, 1)"))).Data["text/html"]);
    }

    [Fact]
    public async Task APackageMayNameACultureThoughThereAreNoDataOfIt() =>
        Assert.Equal("uk 1.5", Assert.IsType<ResultOutput>(Assert.Single(await Run("var uk = new System.Globalization.CultureInfo(\"uk\"); $\"{uk} {1.5.ToString(uk)}\""))).Data["text/plain"]);

    private async Task<IReadOnlyList<CellOutput>> Run(string code)
    {
        var run = new CellRun(++cell);
        await session.Execute(code, cell, run.Add, TestContext.Current.CancellationToken);
        return run.Outputs;
    }

    private async Task<CellError> Error(string code) => Assert.IsType<ErrorOutput>((await Run(code))[^1]).Error;
}
