using System.Diagnostics;
using System.Globalization;
using CSharpKernel.Tests.Jupyter;
using Xunit;

namespace Repro.Tests.Commands;

/// <summary>The kernel as the process that Jupyter starts.</summary>
public sealed class KernelProcessTests : IDisposable
{
    private readonly Checkout checkout = new();
    private readonly KernelClient kernel;
    private Process process = null!;

    public KernelProcessTests() => kernel = new KernelClient(file => process = checkout.StartRepro("kernel", "run", file));

    public void Dispose()
    {
        kernel.Dispose();
        Assert.Equal((0, ""), (Ended().Code, Ended().Error));
        process.Dispose();
        checkout.Dispose();
    }

    [Fact]
    public void A_hundred_and_forty_cells_and_twenty_megabytes_later_it_is_still_small()
    {
        kernel.Run("var x = 1; double Held() => GC.GetTotalMemory(true) / 1e6;");
        for (var i = 0; i < 40; i++) kernel.Run($"x + {i}");
        var before = Held();
        for (var i = 0; i < 100; i++) Assert.Equal($"{i + 1}", kernel.Run($"x + {i}").Result);
        var flood = kernel.Run("for (var i = 0; i < 400_000; i++) Console.WriteLine(\"0123456789012345678901234567890123456789012345678\");");
        Assert.Equal(20_000_000, flood.Text("stdout").Length);
        Assert.InRange(flood.Told.Count, 4, 20_000);
        Assert.InRange(Held() - before, -10, 10);

        double Held() => double.Parse(kernel.Run("Held()").Result, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_signal_stops_the_cell_and_a_stray_exception_only_its_thread()
    {
        var answer = kernel.Await(kernel.Post("Console.WriteLine(1); while (true) { }"), heard =>
        {
            if (heard.Type == "stream") Signal.Send(process, "INT");
        });
        Assert.Equal("Interrupted", (string)answer.The("error")["ename"]!);
        answer = kernel.Run("var t = new System.Threading.Thread(() => throw new Exception(\"astray\")); t.Start(); t.Join(); System.Threading.Thread.Sleep(200);");
        Assert.Contains("astray", answer.Text("stderr"));
        Assert.Equal("2", kernel.Run("1 + 1").Result);
    }

    [Fact]
    public void It_ends_when_told_though_a_cell_runs()
    {
        kernel.Post("System.Threading.Thread.Sleep(600_000);");
        Signal.Send(process, "TERM");
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)));
    }

    private (int Code, string Error) Ended()
    {
        if (!process.WaitForExit(TimeSpan.FromMinutes(5))) process.Kill();
        return (process.ExitCode, process.StandardError.ReadToEnd());
    }
}
