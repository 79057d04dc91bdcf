using System.Text;
using System.Text.Json;
using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Results;
using CSharpKernel.Jupyter;
using Repro.Verify;

namespace Repro.Bench.Trust.Readers;

/// <summary>
/// JSON that this program wrote itself: run records, the origin of a data set, a kernel's connection; and the list of
/// checksums.
/// </summary>
internal static class RecordReaders
{
    internal static IReadOnlyList<MutatedReader> All { get; } =
    [
        Scratch.Reader("record", "row-s1.json", (path, _) => RecordFile.Read(path), () =>
            [Encoding.UTF8.GetBytes(RecordFile.ToJson(Record))]),
        Scratch.Reader("origin", "origin.json", (_, folder) => OriginFile.Read(folder), () => FaceReaders.Texts(
            """{"name":"drawn","kind":"synthetic","options":{"seed":1,"trainPerClass":4,"testPerClass":2"""
            + """},"sha256":{"train.bin":"00","test.bin":"11"}}""")),
        Scratch.Reader("connection", "kernel.json", (path, _) => ConnectionFile.Read(path), () => FaceReaders.Texts(
            """{"transport":"tcp","ip":"127.0.0.1","shell_port":1,"iopub_port":2,"stdin_port":3"""
            + ""","control_port":4,"hb_port":5,"key":"k","signature_scheme":"hmac-sha256","kernel_name":"x"}""")),
        Scratch.Reader("checksums", CheckSums.Name, (_, folder) => CheckSums.Read(folder), () =>
            FaceReaders.Texts($"{new string('a', 64)}  table.md\n{new string('b', 64)}  figure.svg\n")),
    ];

    private static RunRecord Record => RunRecord.Create(
        "table1", "our-16-r", "tiny", 1, JsonElement.Parse(
            """{"algorithm":2,"epochs":2,"losses":[{"loss":"ce","weight":1}],"teacher":{"epochs":1}}"""),
        new("CIFAR-100", RunData.Synthetic, new string('a', 64), 4, 160, 40, "16x16"),
        new("cpu", "float32", "2.10.0", "MKL", 2, "Debian", "a processor", "1.0.0+0123"),
        new DateTime(2026, 11, 30, 0, 0, 0, DateTimeKind.Utc), 3.5, "top-1 accuracy",
        [.. Enumerable.Range(1, 2).Select(e =>
            new EpochRecord(e, 0.1, 1.5, new Dictionary<string, double> { ["ce"] = 1.5 }, 25,
                new Dictionary<string, double> { ["top-1 accuracy"] = 20 + e }, 1.5))]);
}
