using System.Text.Json.Nodes;
using CSharpKernel.Jupyter;
using Xunit;

namespace CSharpKernel.Tests.Jupyter;

public class KernelSpecTests
{
    [Fact]
    public void The_kernel_is_registered_under_the_name_that_the_notebooks_carry()
    {
        using var folder = new TempFolder();
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(KernelSpec.Install(folder.Path, "/the checkout"), "kernel.json")))!;
        Assert.Equal(["/the checkout/repro", "kernel", "run", "{connection_file}"], spec["argv"]!.AsArray().Select(a => (string)a!));
        Assert.True(File.Exists(folder[$"share/jupyter/kernels/{KernelInfo.Name}/kernel.json"]));
    }

    [Theory]
    [InlineData("", "is no connection file")]
    [InlineData("{}", "is no connection file")]
    [InlineData("""{"transport":"tcp","ip":"127.0.0.1","shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5,"key":"k","signature_scheme":"hmac-md5"}""", "hmac-sha256 is")]
    [InlineData("""{"transport":"ipc","ip":"/tmp/k","shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5,"key":"k","signature_scheme":"hmac-sha256"}""", "tcp is")]
    public void A_file_that_is_no_connection_file_is_named(string text, string why)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["c.json"], text);
        var error = Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(folder["c.json"]));
        Assert.Contains(why, error.Message);
        Assert.Contains("c.json", error.Message);
    }
}
