using System.Diagnostics;
using Xunit;

namespace Repro.Tests.Jobs;

/// <summary>Other processes as Linux shows them.</summary>
internal static class Processes
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Waits for what must come, however busy the machine is.</summary>
    /// <param name="pause">Milliseconds between two looks; more where each costs much.</param>
    internal static void Await(Func<bool> condition, string what, int pause = 5) => Assert.True(SpinWait.SpinUntil(() =>
    {
        if (condition()) return true;
        Thread.Sleep(pause);
        return false;
    }, Patience), $"waited in vain: {what}");

    /// <summary>Whether it runs; one that ended and was not collected does not.</summary>
    internal static bool IsAlive(int id) => Stat(id) is { } stat && stat[0] is not ("Z" or "X");

    internal static IReadOnlyList<int> ChildrenOf(Process parent) =>
        [.. All.Where(id => Stat(id) is { } stat && stat[1] == $"{parent.Id}" && stat[0] is not ("Z" or "X"))];

    /// <summary>Those whose command line has all of some parts.</summary>
    internal static IEnumerable<int> With(params string[] parts) => All.Where(id => IsAlive(id) && CommandLine(id) is var line && parts.All(line.Contains));

    /// <summary>The process of the program that has a file open; null where none has.</summary>
    internal static int? HolderOf(string path) =>
        All.Where(id => CommandLine(id).Contains("repro.dll")).Cast<int?>().FirstOrDefault(id => Files(id!.Value).Contains(path));

    private static IEnumerable<int> All =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!));

    /// <summary>State and parent.</summary>
    private static string[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ')[..2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', '\n');
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static IEnumerable<string?> Files(int id)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{id}/fd").Select(file => new FileInfo(file).LinkTarget)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
