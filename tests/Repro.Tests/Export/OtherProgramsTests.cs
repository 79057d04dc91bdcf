using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using CrossRes.Data;
using CrossRes.Data.StandIns;
using CrossRes.Models;
using CrossRes.Results;
using CrossRes.Training;
using Repro.Tests.Commands;
using Xunit;
using static TorchSharp.torch;

namespace Repro.Tests.Export;

/// <summary>What a run leaves for other programs: its network as safetensors, its curves for TensorBoard.</summary>
public sealed class OtherProgramsTests(OtherProgramsTests.OneRun run) : IClassFixture<OtherProgramsTests.OneRun>
{
    private const string Name = "alone-16-r";

    /// <summary>A row that was trained with --tensorboard.</summary>
    public sealed class OneRun : IDisposable
    {
        private readonly SyntheticData data;

        public OneRun(SyntheticData data)
        {
            this.data = data;
            var (code, _, error) = Train("events");
            Assert.Equal((0, ""), (code, error));
        }

        internal Checkout Checkout { get; } = new();

        internal string Data => data.Folder;

        internal RunRecord Record => RecordFile.Read(Checkout[$"results/table1/tiny-CIFAR-100-synthetic/{Name}-s1.json"]);

        internal (int Code, string Output, string Error) Train(string events) =>
            Checkout.Repro("train", Name, "--scale", "tiny", "--data", data.Folder, "--tensorboard", events);

        public void Dispose() => Checkout.Dispose();
    }

    [Fact]
    public void TensorBoard_reads_every_epoch_of_a_run_while_it_trains_and_afterwards()
    {
        var record = run.Record;
        (string, long, float)[] expected =
        [
            .. record.Epochs.SelectMany(e => ((string, long, float)[])
            [
                ("learning rate", e.Epoch, (float)e.LearningRate), ("loss/sum", e.Epoch, (float)e.Loss!),
                .. e.Terms.Select(t => ($"loss/{t.Key}", (long)e.Epoch, (float)t.Value)),
                ("train/top-1 accuracy", e.Epoch, (float)e.TrainTop1!),
                .. e.Test.Select(t => ($"test/{t.Key}", (long)e.Epoch, (float)t.Value)),
            ]),
        ];
        Assert.Equal(expected, Scalars("events"));
        Assert.Equal(0, run.Train("again").Code); // from its record
        Assert.Equal(expected, Scalars("again"));
    }

    [Fact]
    public void An_exported_network_is_tested_again_and_tells_how_it_is_used()
    {
        var (code, output, error) = run.Checkout.Repro("export", Name, "--out", "out", "--data", run.Data);
        Assert.Equal((0, ""), (code, error));
        var record = run.Record;
        Assert.Contains(FormattableString.Invariant($"top-1 accuracy {record.Result.Last:0.00} %, measured again, as the record says"), output);
        var file = run.Checkout[$"out/{Name}-s1.safetensors"];
        var tensors = Safetensors.Load(file, out var said);
        Assert.Contains("conv1.weight", tensors.Keys); // torchvision's names
        Assert.Contains("fc.weight", tensors.Keys);
        foreach (var tensor in tensors.Values) tensor.Dispose();
        Assert.Equal(("resnet18", "4", "16", record.RecipeDigest, "0.5071 0.4867 0.4408"),
            (said["architecture"], said["classes"], said["resolution"], said["recipe"], said["mean"]));
        var sums = File.ReadAllLines(run.Checkout["out/SHA256SUMS"]);
        Assert.Equal([$"{Name}-s1.json", $"{Name}-s1.safetensors"], sums.Select(line => line[66..]));
        Assert.Equal(record.Id, RecordFile.Read(run.Checkout[$"out/{Name}-s1.json"]).Id);
    }

    [Fact]
    public void The_documented_lines_of_Python_read_it_and_the_network_answers_the_same()
    {
        Assert.SkipWhen(Python("-c", "import torch, torchvision") is null, "Python has no torch and torchvision");
        Assert.Equal(0, run.Checkout.Repro("export", Name, "--out", "python", "--data", run.Data).Code);
        var file = run.Checkout[$"python/{Name}-s1.safetensors"];
        var lines = Regex.Match(File.ReadAllText(Path.Combine(Workspace.Find().Root, "environment.md")), "```python\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        File.WriteAllText(run.Checkout["load.py"], lines + """
            net.eval()
            with torch.no_grad(): print(*net(torch.linspace(-2, 2, 3 * 16 * 16).reshape(1, 3, 16, 16))[0].tolist())
            """);
        var said = Python(run.Checkout["load.py"], file)!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("<All keys matched successfully>", said[0]);
        using var scope = NewDisposeScope();
        using var network = Network.Load(new("resnet18", 4, 1 / 16.0), file, CPU);
        float[] answered = network.call(linspace(-2, 2, 3 * 16 * 16).reshape(1, 3, 16, 16)).data<float>().ToArray();
        Assert.Equal(answered, said[1].Split(' ').Select(x => float.Parse(x, CultureInfo.InvariantCulture)), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Weights_that_are_not_the_runs_are_not_exported()
    {
        using var other = new Checkout();
        foreach (var file in run.Checkout.Files.Where(f => f.StartsWith("results") || f.StartsWith(".crossres")))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(other[file])!);
            File.Copy(run.Checkout[file], other[file]);
        }
        var weights = other[Assert.Single(other.Files, f => f.EndsWith("weights.safetensors"))];
        SyntheticCifar100.Write(other["images"], new SyntheticOptions(2, 8, 2));
        var (code, _, error) = other.Repro("export", Name, "--out", "out", "--data", "images");
        Assert.Equal(1, code);
        Assert.Contains($"the run saw CIFAR-100 with sha256 {run.Record.Data.Sha256[..12]}…, and these data have ", error);
        var bytes = File.ReadAllBytes(weights);
        bytes.AsSpan()[^400..].Fill(0xff); // NaN
        File.WriteAllBytes(weights, bytes);
        (code, _, error) = other.Repro("export", Name, "--out", "out", "--data", run.Data);
        Assert.Equal(1, code);
        Assert.Contains("weights.safetensors: does not fit resnet18: ", error);
        Assert.False(File.Exists(other[$"out/{Name}-s1.safetensors"]));
        File.Delete(weights);
        (code, _, error) = other.Repro("export", Name, "--out", "out", "--data", run.Data);
        Assert.Equal(1, code);
        Assert.Contains($"the weights of this run are not on this machine: they stay where it was trained; train it here: ./repro train {Name} --table table1 --seed 1 --scale tiny", error);
    }

    /// <summary>What Debian's Python prints; null where it or what it imports is missing.</summary>
    private static string? Python(params string[] arguments)
    {
        if (!File.Exists("/usr/bin/python3")) return null;
        var (code, output, _) = Checkout.Finish(Process.Start(new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!);
        return code == 0 ? output : null;
    }

    /// <summary>Tag, step and value of every scalar below a folder of event files, whose checksums are right.</summary>
    private List<(string Tag, long Step, float Value)> Scalars(string folder)
    {
        var file = Assert.Single(Directory.GetFiles(run.Checkout[folder], "events.out.tfevents.*", SearchOption.AllDirectories));
        Assert.Equal($"{Name}-seed-1", Path.GetFileName(Path.GetDirectoryName(file)));
        using var reader = new BinaryReader(File.OpenRead(file));
        var found = new List<(string, long, float)>();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var length = reader.ReadBytes(8);
            Assert.Equal(Masked(length), reader.ReadUInt32());
            var data = reader.ReadBytes((int)BitConverter.ToInt64(length));
            Assert.Equal(Masked(data), reader.ReadUInt32());
            var fields = Fields(data);
            if (!fields.TryGetValue(5, out var summary)) continue; // the first names the version
            var value = Fields(Fields(summary)[1]);
            var step = fields.TryGetValue(2, out var number) ? BitConverter.ToInt64(number) : 0;
            found.Add((Encoding.UTF8.GetString(value[1]), step, BitConverter.ToSingle(value[2])));
        }
        return found;
    }

    /// <summary>TFRecord's masked CRC-32C.</summary>
    private static uint Masked(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data) crc = BitOperations.Crc32C(crc, b);
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8;
    }

    /// <summary>A protocol buffer's last bytes of each field; of a whole number its eight bytes.</summary>
    private static Dictionary<int, byte[]> Fields(byte[] message)
    {
        var fields = new Dictionary<int, byte[]>();
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            var length = (key & 7) switch { 1 => 8, 5 => 4, 2 => (int)Varint(message, ref at), _ => 0 };
            fields[(int)(key >> 3)] = (key & 7) == 0 ? BitConverter.GetBytes(Varint(message, ref at)) : message[at..(at + length)];
            at += length;
        }
        return fields;
    }

    private static long Varint(byte[] message, ref int at)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            value |= (long)(message[at] & 0x7f) << shift;
            if (message[at++] < 0x80) return value;
        }
    }
}
