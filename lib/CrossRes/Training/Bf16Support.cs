using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using CrossRes.Models;
using CrossRes.Results;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// Whether a machine has instructions for bfloat16: x86-64 with AVX512_BF16, asked of the processor itself and so the
/// same on Linux, Windows and macOS, or CUDA from compute capability 8.0 on, asked of its driver. Other processors
/// compute it through float32, slower than float32 itself; Arm's instructions were never tried, and are not used.
/// </summary>
public static class Bf16Support
{
    private const int Bf16Bit = 5; // of EAX, leaf 7, subleaf 1
    private const int MajorAttribute = 75, MinorAttribute = 76; // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_*

    /// <returns>What a device lacks, in words; null where it lacks nothing.</returns>
    public static string? Lacking(Device device) => device.type == DeviceType.CPU
        ? HasAvx512Bf16() ? null
            : $"this processor ({RunEnvironment.Processor}) has no avx512_bf16"
        : Lacking(ComputeCapability());

    internal static string? Lacking((int Major, int Minor)? capability) => capability switch
    {
        null => "the CUDA driver does not tell this GPU's compute capability",
        ( >= 8, _) => null,
        var (major, minor) => $"this GPU has compute capability {major}.{minor}, below 8.0",
    };

    /// <exception cref="ArgumentException">The precision is bf16, and the device lacks it.</exception>
    internal static void Require(string? precision, Device device)
    {
        if (precision is not null && Lacking(device) is { } lacking)
            throw new ArgumentException(
                $"--precision {MixedPrecision.Bf16}: {lacking}; use --precision {MixedPrecision.Float32}");
    }

    // Avx512F says that the system saves its registers; .NET 10 has no class for AVX512_BF16
    private static bool HasAvx512Bf16() => Avx512F.IsSupported && X86Base.CpuId(7, 0).Eax >= 1
        && (X86Base.CpuId(7, 1).Eax >> Bf16Bit & 1) == 1;

    /// <summary>Of the first CUDA device; null where the driver does not say. TorchSharp does not tell it.</summary>
    private static (int Major, int Minor)? ComputeCapability()
    {
        var name = OperatingSystem.IsWindows() ? "nvcuda" : "libcuda.so.1";
        if (!NativeLibrary.TryLoad(name, out var driver)) return null;
        var (begin, get, ask) = (Call<Init>("cuInit"), Call<GetDevice>("cuDeviceGet"),
            Call<GetAttribute>("cuDeviceGetAttribute"));
        return begin(0) == 0 && get(out var first, 0) == 0 && ask(out var major, MajorAttribute, first) == 0
            && ask(out var minor, MinorAttribute, first) == 0 ? (major, minor) : null;

        T Call<T>(string function) =>
            Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(driver, function));
    }

    private delegate int Init(uint flags);

    private delegate int GetDevice(out int device, int ordinal);

    private delegate int GetAttribute(out int value, int attribute, int device);
}
