using System.Diagnostics;
using CrossRes.Engine;
using CrossRes.Models;
using CrossRes.Results;
using CrossRes.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Doctor;

/// <summary>The tensor library: which libtorch serves, on what device, and how fast.</summary>
internal static class EngineFindings
{
    public static IEnumerable<Finding> Examine()
    {
        if (NativeEngine.Failure is { } failure)
            return [Finding.Missing("libtorch", failure.Message,
                "run ./repro setup, which restores the packages; LIBTORCH, where set, must name a libtorch of the same "
                    + "version")];
        using (var warm = zeros(1)) { } // TorchSharp loads what was not loaded yet
        var libraries = LoadedLibraries.Here();
        return
        [
            Finding.Ok("libtorch", $"{__version__}, {libraries.Find("libtorch_cpu")}"),
            Finding.Ok("TorchSharp", NativeEngine.Repaired is { } copy
                ? $"a copy repaired for this system's older libstdc++, {copy}"
                : libraries.Find("libLibTorchSharp") ?? "loaded"),
            Finding.Ok("processors", $"{Environment.ProcessorCount}; a run takes one, or OMP_NUM_THREADS of them"),
            Finding.Ok("device", cuda.is_available() ? $"CUDA, {cuda.device_count()} of them" : "CPU"),
            Finding.Ok("precision", Precision(cuda.is_available() ? CUDA : CPU)),
            Finding.Ok("matrix product", MatrixProduct(TimeSpan.FromSeconds(1))),
        ];
    }

    private static string Precision(Device device) => Bf16Support.Lacking(device) is { } lacking
        ? $"{MixedPrecision.Float32}; not {MixedPrecision.Bf16}: {lacking}"
        : $"{MixedPrecision.Float32}, or --precision {MixedPrecision.Bf16}";

    /// <summary>Products of square float32 matrices for <paramref name="time"/>, after one to warm up.</summary>
    private static string MatrixProduct(TimeSpan time)
    {
        var onCuda = cuda.is_available();
        long size = onCuda ? 8192 : 1024;
        using var scope = NewDisposeScope();
        var a = rand([size, size], device: onCuda ? CUDA : CPU);
        Multiply(a, onCuda);
        var watch = Stopwatch.StartNew();
        var products = 0;
        do
        {
            Multiply(a, onCuda);
            products++;
        }
        while (watch.Elapsed < time);
        var rate = 2.0 * size * size * size * products / watch.Elapsed.TotalSeconds / 1e9;
        return $"{rate:N0} GFLOP/s ({size} x {size} float32 on {(onCuda ? "CUDA" : "CPU")})";
    }

    private static void Multiply(Tensor a, bool onCuda)
    {
        using var product = a.matmul(a);
        if (onCuda)
            cuda.synchronize();
    }
}
