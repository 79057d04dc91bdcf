using System.Text.Json;
using CrossRes.Benchmarks;
using CrossRes.Results;
using CSharpKernel.Jupyter;
using Repro.Doctor;
using Spectre.Console;
using Xunit;

namespace Repro.Tests.Doctor;

public sealed class CheckupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ThisMachineIsUsable()
    {
        var checkup = Checkup.Examine(_folder.Path);
        Assert.True(checkup.Usable, CheckupView.ToJson(checkup));
        Assert.All(checkup.Findings, f => Assert.NotEmpty(f.Value));
        Assert.All(checkup.Findings, f => Assert.Equal(f.Status == FindingStatus.Ok, f.Remedy.Length == 0));
        Assert.Matches(@"^\d[\d,]* GFLOP/s", Named(checkup, "matrix product").Value);
        Assert.Contains("libtorch_cpu", Named(checkup, "libtorch").Value);
        Assert.StartsWith("float32", Named(checkup, "precision").Value);
        Assert.StartsWith("not in", Named(checkup, "CIFAR-100").Value);
    }

    [Fact]
    public void Every_data_set_has_a_line_of_its_own() => Assert.Empty(
        DataSets.All.Select(s => s.Name).Except(Checkup.Examine(_folder.Path).Findings.Select(f => f.Name)));

    [Fact]
    public void ATruncatedDataFileIsAWarningThatNamesIt()
    {
        File.WriteAllBytes(_folder["train.bin"], new byte[100]);
        var finding = DataFindings.Examine(_folder.Path).Single(f => f.Name == "CIFAR-100");
        Assert.Equal(FindingStatus.Warn, finding.Status);
        Assert.Contains(_folder["train.bin"], finding.Value);
    }

    [Fact]
    public void TooLittleIsAWarning()
    {
        Assert.Equal(FindingStatus.Warn, MachineFindings.Memory(3L << 30).Status);
        Assert.Equal(FindingStatus.Ok, MachineFindings.Memory(4L << 30).Status);
        Assert.Equal(FindingStatus.Warn, MachineFindings.Disk("/", 1L << 30).Status);
        Assert.Equal(FindingStatus.Warn, MachineFindings.Chromium([_folder.Path]).Status);
    }

    [Fact]
    public void SomethingMissingMakesItUnusable()
    {
        Checkup checkup = new([Finding.Ok("BLAS", "[a] b"), Finding.Missing("libtorch", "none", "run ./repro setup")]);
        Assert.False(checkup.Usable);

        using var json = JsonDocument.Parse(CheckupView.ToJson(checkup));
        Assert.False(json.RootElement.GetProperty("usable").GetBoolean());
        Assert.Equal("missing", json.RootElement.GetProperty("findings")[1].GetProperty("status").GetString());

        StringWriter text = new();
        AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(text) }).Write(CheckupView.Table(checkup));
        Assert.Contains("[a] b", text.ToString());
        Assert.Contains("run ./repro setup", text.ToString());
    }

    [Fact]
    public void TheCommandPrintsJsonAndReturnsItsCode()
    {
        StringWriter output = new();
        var parsed = DoctorCommand.Create(_folder.Path).Parse(["--json", "--data", _folder.Path]);
        Assert.Empty(parsed.Errors);
        var before = Console.Out;
        Console.SetOut(output);
        try
        {
            Assert.Equal(0, parsed.Invoke());
        }
        finally
        {
            Console.SetOut(before);
        }
        using var json = JsonDocument.Parse(output.ToString());
        Assert.True(json.RootElement.GetProperty("usable").GetBoolean());
    }

    private static Finding Named(Checkup checkup, string name) => checkup.Findings.Single(f => f.Name == name);

    [Fact]
    public void Folders_that_cannot_be_written_are_missing()
    {
        using var folder = new TempFolder();
        Assert.Equal(FindingStatus.Ok, MachineFindings.Writable("results", folder["results"]).Status);
        File.WriteAllText(folder["file"], "");
        var finding = MachineFindings.Writable("results", folder["file"]);
        Assert.Equal(FindingStatus.Missing, finding.Status);
        Assert.StartsWith(folder["file"], finding.Value);
    }

    [Fact]
    public void The_registered_kernel_is_looked_at_and_tried()
    {
        var (command, program) = ("/the checkout/repro", Path.Combine(AppContext.BaseDirectory, "repro.dll"));
        var before = Environment.GetEnvironmentVariable("JUPYTER_PATH");
        Environment.SetEnvironmentVariable("JUPYTER_PATH", _folder.Path); // the first that is looked at
        try
        {
            Assert.Contains("is no kernel specification", Examined("{"));
            Assert.Contains("starts nothing", Examined("""{"argv": []}"""));
            Assert.Contains("starts /nowhere/repro, which is gone", Examined("""{"argv": ["/nowhere/repro"]}"""));
            Assert.Contains("starts another one, dotnet", Examined("""{"argv": ["dotnet"]}"""));
            command = "dotnet";
            Assert.Contains("dotnet does not answer: ", Examined("""{"argv": ["dotnet", "nothing.dll"]}"""));
            Assert.Matches(@"answers after \d+\.\d s$", Examined($$"""{"argv": ["dotnet", {{JsonSerializer.Serialize(program)}}, "kernel", "run", "{connection_file}"]}"""));
        }
        finally
        {
            Environment.SetEnvironmentVariable("JUPYTER_PATH", before);
        }

        string Examined(string spec)
        {
            var file = _folder[$"kernels/{KernelInfo.Name}/kernel.json"];
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, spec);
            return NotebookKernel.Examine(command).Value;
        }
    }
}
