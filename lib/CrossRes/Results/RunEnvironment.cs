using System.Reflection;
using System.Runtime.InteropServices;

namespace CrossRes.Results;

/// <summary>Where a run ran. Two runs that differ only in this are the same run.</summary>
/// <param name="Device">The tensors' device, e.g. <c>cpu</c> or <c>cuda: NVIDIA H200</c>.</param>
/// <param name="Precision">Number format of weights and activations, e.g. <c>float32</c>.</param>
/// <param name="LibTorch">Version of libtorch.</param>
/// <param name="Blas">The BLAS that libtorch calls.</param>
/// <param name="Threads">Threads within one operator.</param>
/// <param name="Os">Operating system.</param>
/// <param name="Cpu">Processor.</param>
/// <param name="CodeVersion">Version of this library and, after a plus sign, its commit.</param>
public sealed record RunEnvironment(
    string Device, string Precision, string LibTorch, string Blas, int Threads, string Os, string Cpu,
    string CodeVersion)
{
    /// <summary>This process, with what only the tensor library knows given by the caller.</summary>
    public static RunEnvironment Here(string device, string precision, string libTorch, string blas, int threads) =>
        new(device, precision, libTorch, blas, threads, RuntimeInformation.OSDescription, ProcessorName(), Version());

    private static string Version() =>
        typeof(RunEnvironment).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string ProcessorName()
    {
        const string info = "/proc/cpuinfo";
        var line = File.Exists(info) ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("model name")) : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
