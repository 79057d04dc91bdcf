using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Results;
using static TorchSharp.torch;

namespace CrossRes.Training;

/// <summary>
/// Where runs come from: a run that is stored is returned, any other is trained, its teachers first. A run is known by
/// its recipe, its seed and the data's checksum.
/// </summary>
/// <param name="experiment">The table that the rows belong to.</param>
/// <param name="scale">How much of it.</param>
/// <param name="data">The images.</param>
/// <param name="store">Finished runs.</param>
/// <param name="workFolder">Checkpoints and weights.</param>
/// <param name="device">Where the work is done.</param>
/// <param name="weights">File of the pretrained weights that recipes name; null where none does.</param>
public sealed class Laboratory(
    Experiment experiment, Scale scale, LoadedData data, RunStore store, string workFolder, Device device,
    string? weights = null) : IDisposable
{
    private bool placesKnown;

    public Experiment Experiment => experiment;
    public Scale Scale => scale;
    public Device Device => device;

    /// <summary>The images; they belong to the laboratory.</summary>
    public LoadedData Data => data;

    /// <summary>Also train what is stored, to see whether the same numbers come out.</summary>
    public bool Fresh { get; init; }

    /// <summary>Computes in a precision that this machine lacks, however slowly; for tests.</summary>
    internal bool Emulates { get; init; }

    /// <summary>The row and the stages before it, teacher first, each with the seed of its run.</summary>
    public IReadOnlyList<(Row Row, long Seed)> Stages(Row row, long seed) => [.. Before(row, seed), (row, seed)];

    /// <summary>The seeds of a row's runs here; see <see cref="Experiment.Seeds"/>.</summary>
    /// <param name="count">How many are asked for; 0: as many as the scale plans.</param>
    public IReadOnlyList<long> Seeds(Row row, int count = 0) =>
        experiment.Seeds(row, scale, count > 0 ? count : null);

    /// <summary>Whether teachers' answers are stored for later runs; the numbers are the same either way.</summary>
    public bool Remembers { get; init; } = true;

    /// <summary>The stored run, or null.</summary>
    public RunRecord? Stored(Row row, long seed)
    {
        var recipe = row.Recipe!(scale);
        return store.Find(recipe.Digest, seed, data.Sha256(recipe));
    }

    /// <summary>What a run is known by in every table: the name of the folder of its checkpoints.</summary>
    public string RunId(Row row, long seed) => Path.GetFileName(Folder(row.Recipe!(scale), seed).Path);

    /// <summary>Epochs that an interrupted run has behind it.</summary>
    public int EpochsDone(Row row, long seed) => Folder(row.Recipe!(scale), seed).LastEpoch();

    /// <summary>All stored runs of this table's rows at this scale on this data.</summary>
    public IReadOnlyList<RunRecord> Runs()
    {
        var runs = store.List().ToLookup(r => r.RecipeDigest);
        return [.. from row in experiment.Trainable
                   let recipe = row.Recipe!(scale)
                   from same in runs[recipe.Digest].Where(run =>
                       run.IsRunOf(recipe.Digest, run.Seed, data.Sha256(recipe))).GroupBy(run => run.Seed)
                   // another table, or a scale that takes the row as this one does, may have trained it
                   select One(same) with { Row = row.Key, Scale = scale.Name }];
    }

    /// <summary>Of records of one run that two tables stored, the first.</summary>
    /// <exception cref="ResultsException">They hold other numbers.</exception>
    private RunRecord One(IEnumerable<RunRecord> same)
    {
        var first = same.First();
        foreach (var other in same.Skip(1))
        {
            if (RecordComparison.Contradiction(first, other) is { } difference)
                throw new ResultsException(
                    $"{store.FolderOf(first)} and {store.FolderOf(other)}: the same run, {first.Row} with seed "
                        + $"{first.Seed}, with other numbers ({difference}). Move one of the two records away.");
        }
        return first;
    }

    /// <summary>The published table beside <see cref="Runs"/>.</summary>
    public ResultTable Table() => experiment.Table(Runs());

    /// <summary>The folder that holds this table's records.</summary>
    public string Folder() => store.FolderOf(Runs()[0] with { Table = experiment.Key });

    public void Dispose() => data.Dispose();

    /// <summary>Everything to do for some rows, each with the same seeds.</summary>
    public IReadOnlyList<PlannedStep> Plan(IEnumerable<Row> rows, IEnumerable<long> seeds) =>
        Plan(from seed in seeds from row in rows select (row, seed));

    /// <summary>
    /// Everything to do for some runs, in order: stored ones are named with their record, and a missing one comes after
    /// those of its stages whose weights are needed and not here.
    /// </summary>
    public IReadOnlyList<PlannedStep> Plan(IEnumerable<(Row Row, long Seed)> runs)
    {
        var steps = new List<PlannedStep>();
        foreach (var (row, seed) in runs)
        {
            var stored = Fresh ? null : Stored(row, seed);
            if (stored is null)
                foreach (var stage in Before(row, seed).Reverse().TakeWhile(s =>
                    Fresh || !HasWeights(s.Row, s.Seed)).Reverse())
                    Add(new PlannedStep(stage.Row, stage.Seed, null));
            Add(new PlannedStep(row, seed, stored));
        }
        return steps;

        void Add(PlannedStep step)
        {
            var same = steps.FindIndex(s => s.Row == step.Row && s.Seed == step.Seed);
            if (same < 0) steps.Add(step);
            else if (steps[same].Stored is not null && step.Stored is null)
            {
                steps.RemoveAt(same); // its weights are needed after all, and come after those of its own stages
                steps.Add(step);
            }
        }
    }

    /// <summary>Takes one step of a plan.</summary>
    /// <exception cref="ResultsException">A fresh run gave other numbers than the stored one, or nothing can be
    /// written.</exception>
    public RunRecord Run(PlannedStep step, IRunProgress progress, CancellationToken cancel = default)
    {
        var recipe = step.Row.Recipe!(scale);
        progress.RunStarted(step.Label, recipe.Epochs, StepsPerEpoch(recipe, step.Seed));
        var record = step.Stored ?? Train(step, recipe, progress, cancel);
        progress.RunDone(record);
        return record;
    }

    /// <summary>The run of a row with a seed: stored, or trained now, its stages first.</summary>
    /// <inheritdoc cref="Run"/>
    public RunRecord GetOrTrain(Row row, long seed, IRunProgress progress, CancellationToken cancel = default) =>
        Plan([row], [seed]).Select(step => Run(step, progress, cancel)).ToList()[^1];

    /// <summary>
    /// The trained network of a row, frozen; it is trained now where its weights are not here. Dispose it.
    /// </summary>
    public Backbone Network(Row row, long seed, IRunProgress progress, CancellationToken cancel = default)
    {
        var recipe = row.Recipe!(scale);
        foreach (var stage in Stages(row, seed).Where(s => !HasWeights(s.Row, s.Seed)))
            Run(new PlannedStep(stage.Row, stage.Seed, null), progress, cancel);
        return Models.Network.Load(recipe.Model, Folder(recipe, seed).Weights, device, recipe.Precision);
    }

    /// <summary>Trains a row once more, aside, and tells how hard each term of its loss pulls.</summary>
    /// <inheritdoc cref="Run"/>
    public GradientNorms Gradients(Row row, long seed, IRunProgress progress, CancellationToken cancel = default)
    {
        foreach (var stage in Before(row, seed).Where(s => !HasWeights(s.Row, s.Seed)))
            Run(new PlannedStep(stage.Row, stage.Seed, null), progress, cancel);
        var recipe = row.Recipe!(scale);
        var aside = Directory.CreateDirectory(Path.Combine(workFolder, $"aside-{Guid.NewGuid():N}"));
        try
        {
            var norms = new GradientNorms();
            using var teacher = TeacherOf(recipe, seed);
            progress.RunStarted($"{row.Label}, seed {seed}: gradients", recipe.Epochs, StepsPerEpoch(recipe, seed));
            new Trainer(recipe, seed, data.Load(recipe.Images, seed),
                new RunFolder(aside.FullName, recipe.Digest, seed, data.Sha256(recipe)), device) { Norms = norms }
                .Run(teacher, progress, cancel);
            return norms;
        }
        finally
        {
            aside.Delete(recursive: true);
        }
    }

    private RunRecord Train(PlannedStep step, Recipe recipe, IRunProgress progress, CancellationToken cancel)
    {
        var (row, seed) = (step.Row, step.Seed);
        var benchmark = data.Load(recipe.Images, seed);
        var folder = Folder(recipe, seed);
        RequirePrecision();
        RequirePlaces(progress.Note);
        using var locked = folder.Lock(progress.Note, cancel);
        if (!Fresh && HasWeights(row, seed) && Stored(row, seed) is { } meanwhile) return meanwhile; // another process
        if (Fresh && Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
        using var teacher = TeacherOf(recipe, seed);
        if (recipe.Weights is not null) CopyPretrained(recipe, folder);
        var started = DateTime.UtcNow;
        var epochs = new Trainer(recipe, seed, benchmark, folder, device).Run(teacher, progress, cancel);
        var record = RunRecord.Create(
            experiment.Key, row.Key, scale.Name, seed, recipe.ToJson(), data.Describe(recipe, seed),
            Machine.Describe(device, recipe.Precision),
            started, epochs.Sum(e => e.Seconds), benchmark.Headline, epochs);
        if ((Fresh ? null : Stored(row, seed)) is not { } stored)
            store.Save(record);
        else if (RecordComparison.Contradiction(stored, record) is { } difference)
            progress.Note($"{step.Label}: this machine gives other numbers than the record ({difference}); the record "
                + "stays");
        folder.DropCheckpoints();
        return record;
    }

    /// <exception cref="ArgumentException">This machine lacks the scale's precision.</exception>
    public void RequirePrecision()
    {
        if (!Emulates) Bf16Support.Require(scale.Precision, device);
    }

    /// <summary>Found out before an hour of training is lost.</summary>
    /// <param name="note">Told what the reader should know of them.</param>
    /// <exception cref="DataFileException">Records or checkpoints cannot be written.</exception>
    public void RequirePlaces(Action<string> note)
    {
        if (placesKnown) return;
        AtomicFile.RequireWritable(store.Folder);
        if (!FileLocks.Work(workFolder))
            note($"{workFolder}: this file system has no locks; let only one ./repro at a time train there");
        placesKnown = true;
    }

    /// <summary>The stages before a row, the first one first.</summary>
    private IReadOnlyList<(Row Row, long Seed)> Before(Row row, long seed) =>
        [.. row.Recipe!(scale).Stages(seed).Select(stage => (RowOf(stage.Recipe), stage.Seed))];

    /// <summary>The network that teaches a run; null where none does.</summary>
    private Teacher? TeacherOf(Recipe recipe, long seed) =>
        recipe.Stages(seed) is [.., var (before, own)]
            ? new Teacher(before, Folder(before, own), device, Remembers) : null;

    private Row RowOf(Recipe recipe) =>
        experiment.AllTrainable.FirstOrDefault(r => r.Recipe!(scale).Digest == recipe.Digest)
        ?? throw new ArgumentException(
            $"the teacher, {recipe.Model.Architecture} at {recipe.Resolution}×{recipe.Resolution}, is no row of "
                + $"{experiment.Key} at {scale.Name} scale: a row's teacher must be one");

    /// <summary>
    /// Whether a run is over: its checkpoints go last, so where one is left, its record may be missing.
    /// </summary>
    private bool HasWeights(Row row, long seed) =>
        Folder(row.Recipe!(scale), seed) is var folder && File.Exists(folder.Weights) && folder.LastEpoch() == 0;

    private RunFolder Folder(Recipe recipe, long seed) => new(workFolder, recipe.Digest, seed, data.Sha256(recipe));

    private int StepsPerEpoch(Recipe recipe, long seed)
    {
        using var source = Trainer.Source(recipe, data.Load(recipe.Images, seed), CPU);
        return (int)source.BatchCount;
    }

    /// <summary>Puts the pretrained weights where the run looks for them.</summary>
    private void CopyPretrained(Recipe recipe, RunFolder folder)
    {
        if (weights is null)
            throw new ArgumentException(
                $"the recipe begins with the weights sha256 {recipe.Weights![..12]}…: name their file with --weights");
        Directory.CreateDirectory(folder.Path);
        File.Copy(weights, folder.Pretrained, overwrite: true);
        if (RunFolder.Sha256(folder.Pretrained) is var sha && sha != recipe.Weights)
            throw new DataFileException(weights,
                $"has sha256 {sha[..12]}…, the recipe begins with {recipe.Weights![..12]}…", "name that file");
    }
}
