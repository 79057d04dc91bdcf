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
        if (prefix is null) RequireHome();
        var folder = Folder(prefix is null ? OfUser : Path.Combine(Path.GetFullPath(prefix), "share", "jupyter"));
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray(Command(root), "kernel", "run", "{connection_file}"),
            ["display_name"] = KernelInfo.DisplayName,
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { ["debugger"] = false },
        };
        WholeFile.Write(FileOf(folder),
            Encoding.UTF8.GetBytes(spec.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n"));
        return folder;
    }

    /// <summary>What starts a checkout's kernel.</summary>
    internal static string Command(string root) =>
        Path.Combine(root, OperatingSystem.IsWindows() ? "repro.cmd" : "repro");

    /// <summary>
    /// The registered kernel that a client takes, and the command that it gives; null where there is none.
    /// </summary>
    /// <exception cref="InvalidDataException">It is registered by a file that cannot be read.</exception>
    internal static (string Folder, IReadOnlyList<string> Command)? Registered()
    {
        var folder = Places().Select(Folder).FirstOrDefault(folder => File.Exists(FileOf(folder)));
        if (folder is null) return null;
        try
        {
            return (folder, [.. JsonNode.Parse(File.ReadAllText(FileOf(folder)))!["argv"]!.AsArray().Select(word =>
                (string)word!)]);
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
                or NullReferenceException)
        {
            throw new InvalidDataException($"{FileOf(folder)}: is no kernel specification ({e.Message})", e);
        }
    }

    private static void RequireHome()
    {
        var home = Variable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME");
        if (Directory.Exists(home) || Variable("JUPYTER_DATA_DIR") is not null
            || Variable("XDG_DATA_HOME") is not null) return;
        throw new IOException("there is no home folder to register the kernel in "
            + $"(HOME is {(home is null ? "not set" : $"{home}, which is not there")}); "
            + "name an environment with --prefix DIR, or set HOME. Nothing was registered");
    }

    // as jupyter_core looks for them
    private static IEnumerable<string> Places() =>
    [
        .. Variable("JUPYTER_PATH")?.Split(Path.PathSeparator) ?? [], OfUser,
        .. new[] { Variable("VIRTUAL_ENV"), Variable("CONDA_PREFIX") }.OfType<string>().Select(prefix =>
            Path.Combine(prefix, "share", "jupyter")),
        "/usr/local/share/jupyter", "/usr/share/jupyter",
    ];

    private static string OfUser => Variable("JUPYTER_DATA_DIR") ?? (OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
        : OperatingSystem.IsMacOS() ? Path.Combine(Home, "Library", "Jupyter")
        : Path.Combine(Variable("XDG_DATA_HOME") ?? Path.Combine(Home, ".local", "share"), "jupyter"));

    // though it is missing: without a name for it, the kernel would be registered where the command was started
    private static string Home =>
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value : null;

    private static string Folder(string share) => Path.Combine(share, "kernels", KernelInfo.Name);

    private static string FileOf(string folder) => Path.Combine(folder, "kernel.json");
}
