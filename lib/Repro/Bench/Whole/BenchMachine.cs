using System.Globalization;
using CrossRes.Training;
using static TorchSharp.torch;

namespace Repro.Bench.Whole;

/// <summary>The machine that measures, in one line.</summary>
internal static class BenchMachine
{
    private static readonly string[] Units = ["avx2", "avx512f", "avx512_bf16", "amx_bf16"];
    private const double GiB = 1L << 30;

    internal static string Describe()
    {
        var here = Machine.Describe(CPU);
        return string.Create(CultureInfo.InvariantCulture,
            $"{here.Cpu} ({string.Join(", ", Units.Intersect(Flags()).DefaultIfEmpty("no AVX2"))}), "
            + $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB:0.0} GiB; "
            + $"{here.Os}; libtorch {here.LibTorch}; code {here.CodeVersion}");
    }

    private static string[] Flags() => File.Exists("/proc/cpuinfo")
        ? (File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags")) ?? "").Split(' ') : [];
}
