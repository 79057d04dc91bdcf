using System.Globalization;
using System.Text;
using System.Text.Json;
using CrossRes.Common;

namespace Repro.Jobs;

/// <summary>
/// Where a plan that is worked off is kept: <c>plan.json</c>, and of its Nth run <c>N.jsonl</c>, the events that its
/// worker told. Every file has one writer, so that machines can share the folder without locks.
/// </summary>
internal sealed class PlanFolder
{
    private const string PlanFile = "plan.json";
    private const int NameLength = 8;

    private PlanFolder(string path, StoredPlan plan) => (Path, Plan) = (path, plan);

    internal string Path { get; }

    internal StoredPlan Plan { get; private set; }

    /// <summary>Makes one below <paramref name="root"/>, and forgets those of which nothing is left to tell.</summary>
    /// <exception cref="DataFileException">It cannot be written.</exception>
    internal static PlanFolder Create(string root, StoredPlan plan)
    {
        var again = plan.Runs.Select(run => run.Id).ToHashSet();
        foreach (var old in All(root).Where(old => old.Plan.IsWorkedOn() is false && old.IsOver(again)))
            Directory.Delete(old.Path, recursive: true);
        var folder = Imagined(root, plan);
        folder.Save(plan);
        return folder;
    }

    /// <summary>One that is not made.</summary>
    internal static PlanFolder Imagined(string root, StoredPlan plan)
    {
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{plan.Begun:yyyyMMdd-HHmmss-fff}-{Guid.NewGuid().ToString("N")[..NameLength]}");
        return new(System.IO.Path.Combine(root, name), plan);
    }

    /// <summary>All below <paramref name="root"/>, the oldest first.</summary>
    internal static IReadOnlyList<PlanFolder> All(string root) => !Directory.Exists(root) ? [] :
    [
        .. from path in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
           let plan = Read(System.IO.Path.Combine(path, PlanFile))
           where plan is not null
           select new PlanFolder(path, plan),
    ];

    /// <summary>Replaces what is known of the plan.</summary>
    internal void Save(StoredPlan plan)
    {
        AtomicFile.Write(System.IO.Path.Combine(Path, PlanFile), JsonSerializer.Serialize(plan));
        Plan = plan;
    }

    /// <summary>What was told of a run.</summary>
    /// <param name="run">Its place in the plan.</param>
    internal string Events(int run) => File(run, "jsonl");

    /// <summary>What a run's process printed, where it is a queue's.</summary>
    internal string Output(int run) => File(run, "log");

    /// <summary>A writer of <see cref="Events"/>, behind what is there. Dispose it.</summary>
    internal StreamWriter Append(string label) => AppendTo(Events(IndexOf(label)));

    /// <inheritdoc cref="Append"/>
    internal static StreamWriter AppendTo(string path) => new(
        new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete),
        new UTF8Encoding(false));

    internal RunStory Story(int run) => RunStory.Read(Events(run));

    private bool IsOver(HashSet<string> again) => Plan.Runs.Index().All(run =>
        again.Contains(run.Item.Id) || Story(run.Index).End is WorkerEvent.Done);

    private int IndexOf(string label) => Plan.Runs.Index().First(run => run.Item.Label == label).Index;

    private string File(int run, string kind) => System.IO.Path.Combine(Path, $"{run}.{kind}");

    private static StoredPlan? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredPlan>(System.IO.File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // just removed, or none of ours
        }
    }
}
