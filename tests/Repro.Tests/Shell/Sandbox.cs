using System.Diagnostics;
using System.Runtime.Versioning;
using CrossRes.Training;

[assembly: SupportedOSPlatform("linux")]

namespace Repro.Tests.Shell;

/// <summary>
/// A copy of the scripts in a folder of its own, seeing only the tools that a test grants:
/// everyday ones from the system, and fakes.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    private const string Tools = "awk basename bash cat cp cut dirname env find flock grep head id mkdir mktemp mv nproc "
        + "paste readlink rm sed sh sha256sum sleep sort stat tail tee touch uname";

    private readonly TempFolder _home = new();

    public Sandbox()
    {
        foreach (var name in new[] { "repro", ".ci/run" })
        {
            Write($"root/{name}", File.ReadAllText(Path.Combine(Workspace.Find().Root, name)));
        }
        foreach (var name in new[] { "Repro.sln", "global.json", "Directory.Build.props", "lib/a.cs",
                     "tests/One.Tests/One.Tests.csproj", "tests/Two.Tests/Two.Tests.csproj" })
        {
            Write($"root/{name}", "");
        }
        foreach (var tool in Tools.Split(' '))
        {
            var folder = new[] { "/usr/bin", "/bin" }.First(folder => File.Exists($"{folder}/{tool}"));
            Directory.CreateDirectory(PathOf("bin"));
            File.CreateSymbolicLink(PathOf($"bin/{tool}"), $"{folder}/{tool}");
        }
        Directory.CreateDirectory(PathOf("work"));
    }

    /// <summary>Extra environment of every run.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string PathOf(string name) => _home[name];

    public string Read(string name) => File.Exists(PathOf(name)) ? File.ReadAllText(PathOf(name)) : "";

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
        File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Puts a program of the given bash lines on PATH; $HERE is the sandbox.</summary>
    public Sandbox Fake(string name, string script)
    {
        File.Delete(PathOf($"bin/{name}"));
        Write($"bin/{name}", $"#!/usr/bin/env bash\nHERE='{_home.Path}'\n{script}\n");
        return this;
    }

    /// <summary>A dotnet of the right version; it logs builds and programs, and tests print what the file of that name holds.</summary>
    public Sandbox FakeDotnet() => Fake("dotnet", """
        case $1 in
            --list-sdks) echo '10.0.100 [/usr/lib/dotnet/sdk]' ;;
            build) sleep 0.2; echo "$2" >>"$HERE/builds"; echo "$HOME" >"$HERE/home"; [[ ! -e $HERE/broken ]] || { cat "$HERE/broken"; exit 1; }; [[ -e $HERE/stopped ]] || echo "Build succeeded." ;;
            *) { [[ $2 != test ]] || cat "$HERE/tests"; } 2>/dev/null
               echo "$2" >>"$HERE/programs"
               while [[ -e $HERE/lasting ]]; do sleep 0.02; done
               { echo "$PWD"; printf '%s\n' "${@:2}"; } >"$HERE/program"; env >"$HERE/environment"; [[ ! -e $HERE/fails ]] ;;
        esac
        """);

    public (int Code, string Output, string Error) Run(string script, params string[] arguments)
    {
        using var process = Start(script, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public Process Start(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", [PathOf($"root/{script}"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            WorkingDirectory = PathOf("work"),
        };
        start.Environment.Clear();
        start.Environment["PATH"] = PathOf("bin");
        start.Environment["HOME"] = PathOf("work");
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public void Dispose() => _home.Dispose();
}
