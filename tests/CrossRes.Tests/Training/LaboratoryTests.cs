using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Results;
using CrossRes.Training;
using Xunit;
using static CrossRes.Tests.Training.MiniTable;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

public sealed class LaboratoryTests : IDisposable
{
    private readonly MiniTable table = new();

    public void Dispose() => table.Dispose();

    [Fact]
    public void A_plan_names_the_stages_of_every_seed_first()
    {
        using var laboratory = table.Open();
        Assert.Equal(
            ["teacher seed 1", "assistant seed 1", "student seed 1", "teacher seed 2", "assistant seed 2", "student seed 2"],
            Labels(laboratory.Plan([StudentRow, TeacherRow, AssistantRow], [1, 2])));
        Assert.Equal(["teacher seed 3"], Labels(laboratory.Plan([TeacherRow], [3])));
    }

    [Fact]
    public void A_shared_teacher_has_one_run_for_all_seeds()
    {
        var student = Of("student", StudentRow.Recipe!(Scale.Tiny) with { Teacher = TeacherRow.Recipe!(Scale.Tiny), TeacherSeed = 1 });
        var shared = Table with { Rows = [TeacherRow, student] };
        using var laboratory = table.Open(shared);
        Assert.Equal(["teacher seed 1", "student seed 1", "student seed 2"], Labels(laboratory.Plan(shared.Planned(shared.Rows, laboratory.Scale, 2))));
        var progress = new CancelAfter(int.MaxValue);
        laboratory.GetOrTrain(student, 2, progress, progress.Token);
        Assert.Equal(["teacher seed 1", "student seed 2"], progress.Trained);
        Assert.Equal([1, 2], laboratory.Runs().Select(r => r.Seed));
        Assert.Contains(laboratory.Table().Captions, c => c.StartsWith("One pretrained teacher for all seeds, the run of seed 1:"));
        Assert.DoesNotContain(Table.Table([]).Captions, c => c.Contains("pretrained"));
    }

    [Fact]
    public void Rows_have_the_seeds_that_are_planned_and_unplanned_rows_only_by_name()
    {
        var often = TeacherRow with { Seeds = s => s.Name == "small" ? 3 : 1 };
        var never = AssistantRow with { Seeds = _ => 0 };
        var experiment = Table with { Rows = [often, never], FirstSeed = 11 };
        using var laboratory = table.Open(experiment);
        Assert.Equal([11, 12, 13], laboratory.Seeds(often));
        Assert.Equal([11, 12], laboratory.Seeds(often, 2));
        Assert.Empty(laboratory.Seeds(never, 2));
        Assert.Equal([11, 12], experiment.Seeds(never, laboratory.Scale, 2, byName: true));
        Assert.Equal([11L], experiment.Seeds(never, laboratory.Scale, byName: true));
        Assert.Equal([11L], experiment.Seeds(often, Scale.Laptop));
    }

    [Fact]
    public void What_is_stored_is_not_trained_again()
    {
        using var laboratory = table.Open();
        var first = Train(laboratory, StudentRow);
        Assert.Equal(["teacher seed 1", "assistant seed 1", "student seed 1"], first.Trained);
        Assert.Equal(["student seed 1"], Train(laboratory, StudentRow).Trained);
        Assert.All(laboratory.Plan(Table.Rows, [1]), step => Assert.NotNull(step.Stored));
        Assert.Equal(3, laboratory.Runs().Count);
        Assert.Equal(0, laboratory.EpochsDone(StudentRow, 1));
    }

    [Fact]
    public void What_another_process_has_trained_since_the_plan_is_taken_from_it()
    {
        using Laboratory laboratory = table.Open(), other = table.Open();
        var planned = laboratory.Plan([TeacherRow], [1]).Single();
        Train(other, TeacherRow);
        var firstStep = new CancelAfter(1);
        Assert.Null(RecordComparison.FirstDifference(other.Stored(TeacherRow, 1)!, laboratory.Run(planned, firstStep, firstStep.Token)));
        Assert.False(firstStep.Token.IsCancellationRequested);   // no step was taken
        File.Delete(table.Weights(TeacherRow));
        var all = new CancelAfter(int.MaxValue);
        laboratory.Run(planned, all, all.Token);
        Assert.True(File.Exists(table.Weights(TeacherRow)));
    }

    [Fact]
    public void A_stage_whose_weights_are_gone_is_planned_after_its_own_stages()
    {
        using var laboratory = table.Open();
        Train(laboratory, AssistantRow);
        File.Delete(table.Weights(TeacherRow));
        Assert.Equal(["student seed 1"], Labels(laboratory.Plan([StudentRow], [1])));
        File.Delete(table.Weights(AssistantRow));
        var plan = laboratory.Plan([AssistantRow, TeacherRow, StudentRow], [1]);
        Assert.Equal(["teacher seed 1", "assistant seed 1", "student seed 1"], Labels(plan));
        Assert.All(plan, step => Assert.Null(step.Stored));
        foreach (var step in plan) laboratory.Run(step, new CancelAfter(0), TestContext.Current.CancellationToken);
        Assert.NotNull(laboratory.Stored(StudentRow, 1));
    }

    [Fact]
    public void The_same_seed_gives_the_same_records_in_another_place_and_another_seed_others()
    {
        using var elsewhere = new MiniTable();
        using Laboratory here = table.Open(), there = elsewhere.Open();
        var progress = new CancelAfter(0);
        RunRecord Record(Laboratory l, long seed) => l.GetOrTrain(AssistantRow, seed, progress, TestContext.Current.CancellationToken);
        var record = Record(here, 1);
        Assert.Null(RecordComparison.FirstDifference(record, Record(there, 1)));
        Assert.Equal(File.ReadAllBytes(table.Weights(AssistantRow)), File.ReadAllBytes(elsewhere.Weights(AssistantRow)));
        Assert.NotEqual(record.Epochs[0].Loss, Record(here, 2).Epochs[0].Loss);
    }

    [Fact]
    public void Fresh_trains_again_and_accepts_only_the_same_numbers()
    {
        using (var laboratory = table.Open()) Train(laboratory, AssistantRow);
        using var fresh = table.Open(fresh: true);
        Assert.Equal(["teacher seed 1", "assistant seed 1"], Train(fresh, AssistantRow).Trained);

        Doctor(fresh, TeacherRow);
        var error = Assert.Throws<ResultsException>(() => Train(fresh, AssistantRow));
        Assert.Contains("holds the same run with other numbers ($.epochs[0].loss", error.Message);
    }

    [Fact]
    public void A_stage_trained_again_for_its_weights_alone_leaves_another_machines_record_as_it_is()
    {
        using var laboratory = table.Open();
        Train(laboratory, TeacherRow);
        Doctor(laboratory, TeacherRow);
        File.Delete(table.Weights(TeacherRow));
        var doctored = laboratory.Stored(TeacherRow, 1)!;
        var note = Assert.Single(Train(laboratory, AssistantRow).Notes);
        Assert.StartsWith("teacher seed 1: this machine gives other numbers than the record ($.epochs[0].loss", note);
        Assert.Null(RecordComparison.FirstDifference(doctored, laboratory.Stored(TeacherRow, 1)!));
    }

    [Fact]
    public void A_stage_that_another_table_has_trained_is_the_same_stage()
    {
        using (var first = table.Open()) Train(first, TeacherRow);
        File.Delete(table.Weights(TeacherRow));
        using var other = table.Open(Table with { Key = "other" });
        var told = Train(other, AssistantRow);
        Assert.Equal(["teacher seed 1", "assistant seed 1"], told.Trained);
        Assert.Empty(told.Notes);
    }

    [Fact]
    public void A_run_whose_record_could_not_be_written_is_not_trained_again()
    {
        using var laboratory = table.Open();
        var atTheEnd = new CancelAfter(int.MaxValue)
        {
            OnEpoch = epoch =>
            {
                if (epoch.Epoch < 2) return;
                Directory.Delete(table.Store.Folder);
                File.WriteAllText(table.Store.Folder, "a file where the folder should be");
            },
        };
        Assert.Throws<DataFileException>(() => laboratory.GetOrTrain(TeacherRow, 1, atTheEnd, atTheEnd.Token));
        Assert.Equal(2, laboratory.EpochsDone(TeacherRow, 1));
        File.Delete(table.Store.Folder);
        var firstStep = new CancelAfter(1);
        laboratory.GetOrTrain(TeacherRow, 1, firstStep, firstStep.Token);
        Assert.False(firstStep.Token.IsCancellationRequested);
        Assert.NotNull(laboratory.Stored(TeacherRow, 1));
    }

    [Fact]
    public void Of_a_run_that_diverges_nothing_is_stored_as_if_it_were_whole()
    {
        var row = Of("wild", SmallRun.Alone with { Optimizer = new OptimizerSpec(1e20, 0.9, 5e-4) });
        using var laboratory = table.Open(Table with { Rows = [row] });
        Assert.Throws<TrainingException>(() => Train(laboratory, row));
        Assert.Null(laboratory.Stored(row, 1));
        Assert.False(File.Exists(table.Weights(row)));
        Assert.Empty(Directory.GetFileSystemEntries(table.Store.Folder));
    }

    [Fact]
    public void A_teacher_that_is_no_row_is_refused()
    {
        using var laboratory = table.Open(Table with { Rows = [AssistantRow] });
        var error = Assert.Throws<ArgumentException>(() => laboratory.Plan([AssistantRow], [1]));
        Assert.Equal("the teacher, cifar_resnet8 at 32×32, is no row of mini at small scale: a row's teacher must be one", error.Message);
    }

    [Fact]
    public void Runs_leave_no_tensor_behind()
    {
        using var laboratory = table.Open();
        laboratory.Plan([AssistantRow], [1]);
        LiveTensors.NothingIsLeftBy(attempt => laboratory.GetOrTrain(AssistantRow, 10 + attempt, new CancelAfter(0), default));
        LiveTensors.NothingIsLeftBy(attempt => laboratory.GetOrTrain(AssistantRow, 10 + attempt, new CancelAfter(0), default));
    }

    [Fact]
    public void A_run_that_two_tables_stored_counts_once_unless_they_differ()
    {
        using var laboratory = table.Open();
        Train(laboratory, TeacherRow);
        var record = laboratory.Stored(TeacherRow, 1)!;
        var same = record with { Table = "another", Row = "same" };
        var path = table.Store.Save(same);
        Assert.Single(laboratory.Runs());
        RecordFile.Write(path, same with { Epochs = [record.Epochs[0] with { Loss = 7 }, .. record.Epochs.Skip(1)] });
        Assert.Matches("^/.*another.* and /.*mini.*: the same run, same with seed 1, with other numbers", Assert.Throws<ResultsException>(laboratory.Runs).Message);
    }

    private static CancelAfter Train(Laboratory laboratory, Row row)
    {
        var progress = new CancelAfter(int.MaxValue);
        laboratory.GetOrTrain(row, 1, progress, progress.Token);
        return progress;
    }

    /// <summary>Makes the record of a run say another loss.</summary>
    private void Doctor(Laboratory laboratory, Row row)
    {
        var record = laboratory.Stored(row, 1)!;
        RecordFile.Write(table.Store.Save(record), record with { Epochs = [record.Epochs[0] with { Loss = 7 }, .. record.Epochs.Skip(1)] });
    }

    private static string[] Labels(IEnumerable<PlannedStep> plan) => [.. plan.Select(step => step.Label)];
}
