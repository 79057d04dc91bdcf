using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace CSharpKernel.Jupyter;

/// <summary>A kernel as a process of its own: signals, stray exceptions, and the end of whoever started it.</summary>
internal static class KernelProcess
{
    /// <summary>Where Jupyter's launcher leaves its process id.</summary>
    private const string Parent = "JPY_PARENT_PID";

    internal static void Serve(KernelServer server)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, On(server.Interrupt));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, On(server.Stop));
        ExceptionHandling.SetUnhandledExceptionHandler(thrown =>
        {
            server.Report(thrown);
            return true; // only its thread ends
        });
        using var orphaned = new Timer(_ =>
        {
            if (IsGone(Environment.GetEnvironmentVariable(Parent))) server.Stop();
        }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        server.Run();
    }

    private static bool IsGone(string? parent)
    {
        if (OperatingSystem.IsWindows() || !int.TryParse(parent, out var id)) return false; // there it is a handle
        try
        {
            using var process = Process.GetProcessById(id);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static Action<PosixSignalContext> On(Action work) => context =>
    {
        context.Cancel = true;
        work();
    };
}
