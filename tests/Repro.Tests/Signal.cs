using System.Diagnostics;

namespace Repro.Tests;

/// <summary>What a user's Ctrl-C and a system's shutdown send; by the shell, which has it where no program <c>kill</c> is.</summary>
internal static class Signal
{
    /// <param name="name">Without its SIG.</param>
    internal static void Send(Process process, string name) => Send(process.Id, name);

    /// <inheritdoc cref="Send(Process, string)"/>
    internal static void Send(int process, string name) =>
        Process.Start("/bin/sh", ["-c", $"kill -{name} {process}"]).WaitForExit();
}
