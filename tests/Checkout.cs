using System.Diagnostics;

namespace Tests;

/// <summary>A checkout without code: results and work go here when the program is started in it.</summary>
internal sealed class Checkout : IDisposable
{
    private readonly TempFolder folder = new();

    internal Checkout() => File.WriteAllText(this["Repro.sln"], "");

    internal string this[string name] => folder[name];

    /// <summary>Every file but the marker, relative.</summary>
    internal IEnumerable<string> Files => Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(folder.Path, f)).Where(f => f != "Repro.sln").Order(StringComparer.Ordinal);

    internal (int Code, string Output, string Error) Repro(params string[] arguments) => Finish(Start("dotnet", [Program, .. arguments]));

    /// <summary>Runs bash in the checkout; <c>$repro</c> is the program.</summary>
    internal (int Code, string Output, string Error) Bash(string script) => Finish(Start("bash", ["-c", $"run() {{ dotnet '{Program}' \"$@\"; }}; export -f run; export repro=run\n{script}"]));

    /// <summary>Listens to Ctrl-C, also where the tests themselves were started in the background, which ignores it.</summary>
    internal Process StartRepro(params string[] arguments) =>
        Start("env", ["--default-signal=INT", "dotnet", Program, .. arguments]);

    internal static (int Code, string Output, string Error) Finish(Process started)
    {
        using var process = started;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public void Dispose() => folder.Dispose();

    private static string Program => Path.Combine(AppContext.BaseDirectory, "repro.dll");

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Remove("OMP_NUM_THREADS"); // as most users start it
        return Process.Start(start)!;
    }
}
