using System.Diagnostics;
using NetMQ;
using NetMQ.Sockets;

namespace CSharpKernel.Jupyter;

/// <summary>Starts a kernel as a client does, and asks whether it lives.</summary>
internal static class KernelTrial
{
    /// <param name="command">As its specification gives it.</param>
    /// <param name="patience">How long its heartbeat is waited for.</param>
    /// <returns>After what time it answered, null: not at all; and what it wrote to its error stream until
    /// then.</returns>
    internal static (TimeSpan? Answered, string Said) Run(IReadOnlyList<string> command, TimeSpan patience)
    {
        var connection = ConnectionFile.OnFreePorts("a trial");
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        connection.Write(file);
        try
        {
            var words = command.Skip(1).Select(word =>
                word.Replace("{connection_file}", file, StringComparison.Ordinal));
            var start = new ProcessStartInfo(command[0], words)
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var said = process.StandardError.ReadToEndAsync();
            var answered = Heartbeat(connection, process, patience);
            process.Kill(entireProcessTree: true);
            return (answered, said.Result);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (null, e.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static TimeSpan? Heartbeat(ConnectionFile connection, Process process, TimeSpan patience)
    {
        using var socket = new RequestSocket();
        socket.Options.Linger = TimeSpan.Zero;
        socket.Connect(connection.Address(connection.HbPort));
        var clock = Stopwatch.StartNew();
        socket.SendFrame("ping");
        while (clock.Elapsed < patience && !process.HasExited)
            if (socket.TryReceiveFrameBytes(TimeSpan.FromMilliseconds(50), out _)) return clock.Elapsed;
        return null;
    }
}
