using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Papers.Aird;
using CrossRes.Papers.Crrcd;
using CrossRes.Papers.Horkd;
using CrossRes.Papers.Tuning;
using CrossRes.Results;
using CrossRes.Training;

namespace CrossRes.Papers;

/// <summary>Every table and figure that can be reproduced.</summary>
public static class Catalogue
{
    public static IReadOnlyList<Experiment> All { get; } =
    [
        HorkdTable1.Experiment,
        HorkdTable1Appendix.Experiment,
        HorkdTable2.Experiment,
        HorkdTable3.Experiment,
        .. HorkdTable4.All,
        .. HorkdFigure3.All,
        .. HorkdTable4Pretrained.All,
        .. HorkdFigure4.All,
        AirdTable.Experiment,
        .. CrrcdTables.All,
        .. CrrcdTables.OnOtherData,
        .. CrrcdFigure3.All,
    ];

    /// <summary>What is settled before anything is measured, on images held out of the training part.</summary>
    public static IReadOnlyList<Experiment> Beforehand { get; } =
        [Calibration.Experiment, .. WeightTrials.All.Select(t => t.Experiment)];

    /// <summary>What is reproduced where nothing is named.</summary>
    public static IReadOnlyList<Experiment> Usual { get; } = [HorkdTable1.Experiment];

    /// <summary>The first table or figure that trains a row.</summary>
    /// <exception cref="ArgumentException">None does; the message names rows that are called much alike.</exception>
    public static Experiment With(string row) =>
        All.FirstOrDefault(e => e.Trainable.Any(r => r.Key == row))
        ?? throw new ArgumentException(
            $"no table has a row {row} to train; "
                + $"{Spelling.Hint(row, All.SelectMany(e => e.Trainable).Select(r => r.Key))}"
            + "./repro rows lists the tables, and ./repro rows TABLE the rows of one");

    /// <summary>Tables of what a table's trained networks do elsewhere, measured when results are written.</summary>
    public static IReadOnlyList<ResultTable> Probes(Laboratory lab, IRunProgress progress) =>
        lab.Experiment.Key == AirdTable.Experiment.Key
            ? AirdShift.Tables(lab, lab.Experiment["aird-16"], progress)
            : [];

    /// <summary>
    /// A table, a figure, what is settled beforehand, or a named sweep; null where nothing is called so.
    /// </summary>
    public static Experiment? Find(string key) =>
        All.Concat(Beforehand).FirstOrDefault(e => e.Key == key) ?? NamedSweep.Named(key);

    /// <exception cref="ArgumentException">There is no such table; the message names all.</exception>
    public static Experiment Named(string key) =>
        All.FirstOrDefault(e => e.Key == key)
        ?? throw new ArgumentException(
            $"no table or figure is called {key}; {Spelling.Hint(key, All.Select(e => e.Key))}"
            + $"there are {string.Join(", ", All.Select(e => e.Key))}");
}
