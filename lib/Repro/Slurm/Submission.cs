using Repro.Jobs;
using TorchSharp;

namespace Repro.Slurm;

/// <summary>
/// Gives a plan to Slurm: runs that wait for the same others are one job array, which begins when those are done. A
/// run belongs to one task, whichever table asks for it: nothing is ever written by two, and nothing needs a lock.
/// </summary>
/// <param name="root">The folder of all plans.</param>
/// <param name="table">Key of the table.</param>
/// <param name="title">For a reader.</param>
/// <param name="request">What is asked of Slurm.</param>
/// <param name="cuda">Whether a task takes a GPU.</param>
internal sealed class Submission(string root, string table, string title, SlurmRequest request, bool cuda)
{
    private const string Program = "program";

    /// <summary>Submits what is not in the queue yet.</summary>
    /// <param name="runs">What is missing.</param>
    /// <param name="worker">The program that trains one of them, given the folder that it lies in.</param>
    /// <returns>The new tasks by label; none where all are in the queue.</returns>
    internal StoredPlan Send(IReadOnlyList<PlannedRun> runs, Func<string, IReadOnlyList<string>> worker)
    {
        var live = Live(root);
        var tasks = runs.Where(run => live.ContainsKey(run.Id)).ToDictionary(run => run.Label, run => live[run.Id]);
        List<PlannedRun> rest = [.. runs.Where(run => !live.ContainsKey(run.Id))];
        if (rest.Count == 0) return new(title, [], DateTime.UtcNow);
        var folder = PlanFolder.Create(root, new(title, rest, DateTime.UtcNow));
        // as it is now: the checkout may be built anew before the last task begins
        var program = Path.Combine(folder.Path, Program);
        Copy(AppContext.BaseDirectory, program);
        foreach (var (number, array) in Arrays(rest).Index())
        {
            var script = Path.Combine(folder.Path, $"array-{number}.sh");
            File.WriteAllText(script, Script(array, folder, worker(program)));
            string[] after = [.. array[0].Run.After.Where(tasks.ContainsKey).Select(label => tasks[label])];
            var job = SlurmTools.Submit(script, after);
            foreach (var (place, run) in array) tasks[run.Label] = $"{job}_{place}";
            folder.Save(folder.Plan with
            {
                Tasks = rest.Where(run => tasks.ContainsKey(run.Label))
                    .ToDictionary(run => run.Label, run => tasks[run.Label]),
            });
        }
        return folder.Plan;
    }

    /// <summary>The scripts as they would be submitted, each after what it waits for.</summary>
    internal IEnumerable<string> Show(IReadOnlyList<PlannedRun> runs, Func<string, IReadOnlyList<string>> worker)
    {
        var folder = PlanFolder.Imagined(root, new(title, runs, DateTime.UtcNow));
        foreach (var array in Arrays(runs))
        {
            var after = array[0].Run.After;
            yield return Script(array, folder, worker(Path.Combine(folder.Path, Program)))
                + (after.Count > 0 ? $"# submitted to begin after {string.Join(", ", after)}\n" : "");
        }
    }

    /// <summary>Tasks that will still work on their runs, by the runs' <see cref="PlannedRun.Id"/>.</summary>
    internal static IReadOnlyDictionary<string, string> Live(string root)
    {
        var plans = PlanFolder.All(root).Where(folder => folder.Plan.Tasks.Count > 0).ToList();
        if (plans.Count == 0) return new Dictionary<string, string>();
        var queue = SlurmTools.Queue();
        return (from folder in plans
                from run in folder.Plan.Runs
                let task = folder.Plan.Tasks.GetValueOrDefault(run.Label)
                where task is not null && queue.GetValueOrDefault(task)?.IsLive == true
                select (run.Id, Task: task)).DistinctBy(run => run.Id).ToDictionary(run => run.Id, run => run.Task);
    }

    /// <summary>Runs of one array need the same others, all of which are in arrays before it.</summary>
    private static IEnumerable<IReadOnlyList<(int Place, PlannedRun Run)>> Arrays(IReadOnlyList<PlannedRun> runs)
    {
        var places = runs.Index().ToDictionary(run => run.Item.Label, run => run.Index);
        var agenda = new Agenda(runs);
        while (!agenda.IsEmpty)
        {
            List<PlannedRun> ready = [];
            while (agenda.Next is { } run)
            {
                agenda.Begin(run);
                ready.Add(run);
            }
            foreach (var alike in ready.GroupBy(run => string.Join('\n', run.After)))
                yield return [.. alike.Select(run => (places[run.Label], run)).OrderBy(run => run.Item1)];
            ready.ForEach(agenda.Done);
        }
    }

    private string Script(IReadOnlyList<(int Place, PlannedRun Run)> array, PlanFolder folder,
        IEnumerable<string> worker) =>
        BatchScript.Text($"crossres-{table}", request, cuda, torch.get_num_threads(), worker, folder, array);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
