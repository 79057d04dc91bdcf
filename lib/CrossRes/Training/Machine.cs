using CrossRes.Engine;
using CrossRes.Models;
using CrossRes.Results;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>The machine that tensors run on, and the settings that a run records.</summary>
public static class Machine
{
    /// <summary>
    /// One compute thread, where OMP_NUM_THREADS does not say otherwise: the same sums on a machine of any number of
    /// cores. Networks as small as those of the laptop scale gain little from a second.
    /// </summary>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded.</exception>
    public static void SetThreads()
    {
        if (NativeEngine.Failure is { } failure) throw failure; // TorchSharp would end the process with pages of text
        if (!int.TryParse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), out var threads) || threads < 1)
            threads = 1;
        if (get_num_threads() != threads) set_num_threads(threads);
    }

    /// <summary>
    /// How many runs use the machine whole, each in a process of its own: one for each core on the CPU, one on CUDA.
    /// </summary>
    public static int Jobs(Device device) =>
        device.type == DeviceType.CPU ? Math.Max(1, Environment.ProcessorCount / get_num_threads()) : 1;

    /// <summary><c>auto</c>: CUDA where there is a device, else the CPU.</summary>
    /// <exception cref="ArgumentException">Another word, or CUDA without a device.</exception>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded.</exception>
    public static Device Named(string device) => NativeEngine.Failure is { } failure ? throw failure : device switch
    {
        "auto" => cuda.is_available() ? CUDA : CPU,
        "cpu" => CPU,
        "cuda" when cuda.is_available() => CUDA,
        "cuda" => throw new ArgumentException(
            "--device cuda: libtorch sees no CUDA device. ./repro setup --engine cuda takes a build for CUDA "
                + "(environment.md); or use --device cpu."),
        _ => throw new ArgumentException($"--device {device}: write auto, cpu or cuda"),
    };

    /// <summary>What a run record says of this process.</summary>
    /// <param name="precision">As recipes have it.</param>
    public static RunEnvironment Describe(Device device, string? precision = null) => RunEnvironment.Here(
        device.type == DeviceType.CPU ? "cpu" : "cuda",
        precision ?? (device.type == DeviceType.CUDA && backends.cuda.matmul.allow_tf32 ? "tf32"
            : MixedPrecision.Float32),
        __version__, "built into libtorch", get_num_threads());
}
