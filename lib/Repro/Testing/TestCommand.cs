using System.CommandLine;
using System.Diagnostics;
using CrossRes.Training;

namespace Repro.Testing;

/// <summary>
/// <c>repro test [--filter NAME] [--all]</c>: runs every test program that <c>./repro</c> built, and sums up.
/// </summary>
internal static class TestCommand
{
    internal static Command Create(Workspace workspace)
    {
        Option<string?> filter = new("--filter")
        {
            Description = "only classes and namespaces whose name contains NAME, in any case; golden: the reference "
                + "numbers, which GOLDEN_DIR=DIR reads from another folder of that format",
            HelpName = "NAME",
        };
        Option<bool> all = new(
            "--all")
        {
            Description = "also those that take many minutes, where what they need is installed: a Slurm of their own, "
                + "and every notebook in .NET Interactive",
        };
        Command command = new("test",
            "Build and run the tests; the last line is \"N passed, N failed\". Exit code 1 when a test failed or none "
                + "ran") { filter, all };
        command.SetAction(async (arguments, cancel) =>
        {
            List<string> options = ["-noLogo", "-noColor"];
            if (arguments.GetValue(all)) options.AddRange(["-explicit", "on"]);
            if (arguments.GetValue(filter) is { } name) options.AddRange(["-class", $"*{name}*"]);
            return await RunAll(Programs(workspace), options, Console.Out, cancel);
        });
        return command;
    }

    /// <summary>Runs the programs side by side and prints the sum.</summary>
    /// <param name="programs">Each a dll.</param>
    /// <param name="options">For each of them.</param>
    internal static async Task<int> RunAll(IEnumerable<string> programs, IEnumerable<string> options, TextWriter output,
        CancellationToken cancel)
    {
        output = TextWriter.Synchronized(output);
        var counts = await Task.WhenAll(programs.Select(program => Run(program, options, output, cancel)));
        var sum = counts.Aggregate(default(TestCounts), (all, one) => all + one);
        if (sum == default) output.WriteLine("repro: no test ran");
        output.WriteLine(sum);
        return sum is { Failed: 0, Passed: > 0 } ? 0 : 1;
    }

    private static async Task<TestCounts> Run(string program, IEnumerable<string> options, TextWriter output,
        CancellationToken cancel)
    {
        var name = Path.GetFileNameWithoutExtension(program);
        var report = new TestReport(name);
        using var process = new Process { StartInfo = new("dotnet",
            [program, .. options]) { RedirectStandardOutput = true, RedirectStandardError = true } };
        // tests run beside each other, on networks too small for more
        process.StartInfo.Environment.TryAdd("OMP_NUM_THREADS", "1");
        process.OutputDataReceived += (_, line) => Show(line.Data);
        process.ErrorDataReceived += (_, line) => Show(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        var (counts, complaint) = report.End(process.ExitCode);
        if (complaint is not null) output.WriteLine(complaint);
        output.WriteLine($"{name,-20} {counts}");
        return counts;

        void Show(string? line)
        {
            lock (report)
                if (line is not null && report.Shows(line)) output.WriteLine(line);
        }
    }

    private static IEnumerable<string> Programs(Workspace workspace) =>
        from project in Directory.EnumerateFiles(Path.Combine(workspace.Root, "tests"), "*.csproj",
            SearchOption.AllDirectories)
        let name = Path.GetFileNameWithoutExtension(project)
        orderby name
        select Path.Combine(workspace.Root, ".artifacts", "bin", name, "release", $"{name}.dll");
}
