using System.Diagnostics;
using System.Globalization;
using CSharpKernel.Jupyter;
using CrossRes.Training;
using Repro.Commands;

namespace Repro.Bench;

/// <summary>
/// The notebooks' kernel as Jupyter's client sees it: from start to ready, a trivial cell, many cells, much output.
/// </summary>
internal static class KernelBench
{
    /// <param name="starts">How often a kernel is started.</param>
    /// <param name="cells">Executed one after the other.</param>
    /// <param name="megabytes">Written by one cell.</param>
    /// <param name="python">A Python that has jupyter_client.</param>
    internal static async Task<int> Run(Workspace workspace, int starts, int cells, int megabytes, string python,
        TextWriter output, CancellationToken cancel)
    {
        var environment = Directory.CreateTempSubdirectory("kernel-");
        try
        {
            KernelSpec.Install(environment.FullName, workspace.Root);
            string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Bench", "kernel_client.py"),
                .. new[] { starts, cells, megabytes }.Select(n => n.ToString(CultureInfo.InvariantCulture))];
            var start = new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true };
            start.Environment["JUPYTER_PATH"] = Path.Combine(environment.FullName, "share", "jupyter");
            start.Environment["JUPYTER_DATA_DIR"] = environment.FullName; // no kernel of the user's is taken instead
            using var process = Process.Start(start)!;
            while (await process.StandardOutput.ReadLineAsync(cancel) is { } line) await output.WriteLineAsync(line);
            await process.WaitForExitAsync(cancel);
            return process.ExitCode == 0
                ? 0 : throw new MissingToolException(
                    $"{python} failed with exit code {process.ExitCode}: it needs jupyter_client (Debian: "
                        + "python3-jupyter-client)");
        }
        finally
        {
            environment.Delete(recursive: true);
        }
    }
}
