using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace CSharpKernel.Notebooks;

/// <summary>An ordinary <c>dotnet restore</c> of a project that names nothing but packages.</summary>
internal static partial class PackageRestore
{
    // the one that runs this, unless this was started as a program of its own
    private static string Dotnet =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <param name="folder">The project's; made where there is none.</param>
    /// <param name="item">What it names: a <c>PackageReference</c> or a <c>PackageDownload</c>.</param>
    /// <param name="options">More of <c>dotnet restore</c>.</param>
    /// <returns>Why it failed, in one line; null where it did not.</returns>
    internal static string? Run(string folder, string item, CancellationToken cancellation, params string[] options)
    {
        Directory.CreateDirectory(folder);
        var project = Path.Combine(folder, "Packages.csproj");
        foreach (var border in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(folder, border), "<Project />");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <NoWarn>NU1603;NU1701</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                {item}
              </ItemGroup>
            </Project>
            """);
        var start = new ProcessStartInfo(Dotnet, ["restore", project, "--nologo", "-v", "quiet", .. options])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        if (!OperatingSystem.IsWindows() && !Directory.Exists(Environment.GetEnvironmentVariable("HOME")))
            // NuGet would make one elsewhere
            start.Environment["HOME"] = Directory.CreateDirectory(Path.Combine(Packages.Cache(), "home")).FullName;
        using var process = Process.Start(start)!;
        using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        if (process.ExitCode == 0) return null;
        var why = Problem().Matches(output).Select(problem => problem.Groups[1].Value.Trim()).FirstOrDefault()
            ?? output.Trim();
        return why.ReplaceLineEndings(" ");
    }

    [GeneratedRegex(@"error (NU\d+:[^\n\[]+|MSB\d+:[^\n\[]+|NETSDK\d+:[^\n\[]+)")]
    private static partial Regex Problem();
}
