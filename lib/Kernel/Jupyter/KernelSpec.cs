using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text;
using CSharpKernel.Notebooks;

namespace CSharpKernel.Jupyter;

/// <summary>How Jupyter and VS Code learn of the kernel: a folder with kernel.json.</summary>
internal static class KernelSpec
{
    /// <summary>Registers the checkout's kernel.</summary>
    /// <param name="prefix">An environment such as a Python one; null: for this user.</param>
    /// <param name="root">The checkout, whose <c>repro</c> script is started.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    internal static string Install(string? prefix, string root)
    {
        var folder = Path.Combine(Share(prefix), "kernels", KernelInfo.Name);
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray(Path.Combine(root, "repro"), "kernel", "run", "{connection_file}"),
            ["display_name"] = KernelInfo.DisplayName,
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { ["debugger"] = false },
        };
        WholeFile.Write(Path.Combine(folder, "kernel.json"), Encoding.UTF8.GetBytes(spec.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n"));
        return folder;
    }

    private static string Share(string? prefix)
    {
        if (prefix is not null) return Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } own) return own;
        if (Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data) return Path.Combine(data, "jupyter");
        var home = Environment.GetEnvironmentVariable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME");
        return Directory.Exists(home) ? Path.Combine(home, ".local", "share", "jupyter")
            : throw new IOException($"there is no home folder to register the kernel in (HOME is {(string.IsNullOrEmpty(home) ? "not set" : $"{home}, which is not there")}); "
                + "name an environment with --prefix DIR, or set HOME. Nothing was registered");
    }
}
