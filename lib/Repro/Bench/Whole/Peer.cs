using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Repro.Commands;

namespace Repro.Bench.Whole;

/// <summary>The straightforward PyTorch program of <c>tests/peers</c>, for the same work.</summary>
/// <param name="python">A Python that has torch.</param>
/// <param name="root">The checkout.</param>
internal sealed class Peer(string python, string root)
{
    private readonly string script = Path.Combine(root, "tests", "peers", "peer.py");

    /// <summary>The version of its PyTorch; empty before it ran.</summary>
    internal string Version { get; private set; } = "";

    /// <summary>What it told of a task, in order.</summary>
    /// <exception cref="MissingToolException">It is missing, or failed.</exception>
    internal IReadOnlyList<JsonElement> Run(string task, object wanted, CancellationToken cancel)
    {
        using var process = Start(task);
        using var stop = cancel.Register(() => process.Kill(entireProcessTree: true));
        using (process.StandardInput) process.StandardInput.Write(JsonSerializer.Serialize(wanted));
        List<JsonElement> told = [];
        while (process.StandardOutput.ReadLine() is { } line) told.Add(JsonElement.Parse(line));
        process.WaitForExit();
        cancel.ThrowIfCancellationRequested();
        if (process.ExitCode != 0 || told.Count == 0) throw new MissingToolException(
            $"{python} {script} {task} failed with exit code {process.ExitCode}: it needs torch (Debian: "
                + "python3-torch)");
        Version = told[0].GetProperty("version").GetString()!;
        return told[1..];
    }

    private Process Start(string task)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(python, [script, task])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true,
            })!;
        }
        catch (Win32Exception)
        {
            throw new MissingToolException($"there is no {python}: name a Python that has torch with --python");
        }
    }
}
