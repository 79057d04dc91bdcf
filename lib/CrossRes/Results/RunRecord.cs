using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrossRes.Common;
using CrossRes.Models;

namespace CrossRes.Results;

/// <summary>Everything that one training run was given and gave: one row of one table with one seed.</summary>
public sealed record RunRecord
{
    /// <summary>The version of the file format that this program writes and reads.</summary>
    public const int CurrentSchema = 2;

    /// <summary>The version of this kit's numbers that the present code computes.</summary>
    public const int CurrentAlgorithm = 2;

    public required int Schema { get; init; }

    /// <summary>The first twelve digits of the recipe's digest, then <c>-s</c> and the seed.</summary>
    public required string Id { get; init; }

    /// <summary>The table or figure that the run belongs to, e.g. <c>table1</c>.</summary>
    public required string Table { get; init; }

    /// <summary>The row by its key, e.g. <c>our-16-r</c>.</summary>
    public required string Row { get; init; }

    /// <summary><c>tiny</c>, <c>laptop</c> or <c>paper</c>.</summary>
    public required string Scale { get; init; }

    public required long Seed { get; init; }

    /// <summary><see cref="Digest.Sha256(JsonElement)"/> of <see cref="Recipe"/>.</summary>
    public required string RecipeDigest { get; init; }

    /// <summary>The recipe as it was given: every hyperparameter by name.</summary>
    public required JsonElement Recipe { get; init; }

    public required RunData Data { get; init; }
    public required RunResult Result { get; init; }
    public required RunEnvironment Environment { get; init; }

    /// <summary>When the run began, UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>Wall-clock time of the whole run in seconds.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>One entry per epoch, in order from 1; epoch 0 alone where pretrained weights were tested.</summary>
    public required IReadOnlyList<EpochRecord> Epochs { get; init; }

    /// <summary>Which version of this kit's numbers it is, as the recipe says; 1 where it does not.</summary>
    public int Algorithm() => Recipe.TryGetProperty("algorithm", out var said) ? said.GetInt32() : 1;

    /// <summary>Of its convolutions, as the recipe says; float32 where it does not.</summary>
    public string Precision() => Recipe.ValueKind == JsonValueKind.Object
        && Recipe.TryGetProperty("precision", out var said) && said.ValueKind == JsonValueKind.String
        ? said.GetString()! : MixedPrecision.Float32;

    /// <summary><c>laptop scale</c>, or <c>laptop scale, bf16</c>.</summary>
    public string Setting() => $"{Scale} scale{(Precision() is MixedPrecision.Float32 ? "" : $", {Precision()}")}";

    /// <summary>Whether two runs did the same thing to the same data.</summary>
    public bool IsSameRunAs(RunRecord other) => IsRunOf(other.RecipeDigest, other.Seed, other.Data.Sha256);

    /// <summary>Whether this is the run of a recipe with a seed on data with a checksum.</summary>
    public bool IsRunOf(string recipeDigest, long seed, string dataSha256) =>
        RecipeDigest == recipeDigest && Seed == seed && Data.Sha256 == dataSha256;

    /// <summary>
    /// Makes the record of a finished run: works out its id, digest and result from the rest.
    /// </summary>
    /// <exception cref="ResultsException">A value is missing, out of range or not finite.</exception>
    public static RunRecord Create(
        string table, string row, string scale, long seed, JsonElement recipe, RunData data,
        RunEnvironment environment, DateTime started, double wallSeconds, string score,
        IReadOnlyList<EpochRecord> epochs)
    {
        var digest = Digest.Sha256(recipe);
        var record = new RunRecord
        {
            Schema = CurrentSchema,
            Id = IdOf(digest, seed),
            Table = table,
            Row = row,
            Scale = scale,
            Seed = seed,
            RecipeDigest = digest,
            Recipe = recipe.Clone(),
            Data = data,
            Result = RunResult.From(score, epochs),
            Environment = environment,
            Started = started.ToUniversalTime(),
            WallSeconds = wallSeconds,
            Epochs = epochs,
        };
        RecordCheck.Require(record, $"run {row} with seed {seed}");
        return record;
    }

    internal static string IdOf(string recipeDigest, long seed) => $"{recipeDigest[..12]}-s{seed}";
}

/// <summary>The data that a run saw.</summary>
/// <param name="Name">The data set, e.g. <c>CIFAR-100</c>.</param>
/// <param name="Origin"><c>real</c> (checksum known), <c>synthetic</c> (made by a program) or
/// <c>unverified</c>.</param>
/// <param name="Sha256">Of the bytes read: 64 lower-case hex digits.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="TrainImages">Number of training images.</param>
/// <param name="TestImages">Number of test images.</param>
/// <param name="Resolution">What the networks see, e.g. <c>student 16x16 (bilinear, antialiased), teacher
/// 32x32</c>.</param>
public sealed record RunData(
    string Name, string Origin, string Sha256, int Classes, int TrainImages, int TestImages, string Resolution)
{
    public const string Real = "real";
    public const string Synthetic = "synthetic";
    public const string Unverified = "unverified";

    /// <summary>Images that the data set lists and that were not there: the run left them out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Absent { get; init; }
}

/// <summary>The outcome of a run. The last epoch is the headline; the best one was chosen on the test images.</summary>
/// <param name="Score">What is told: a name of <see cref="EpochRecord.Test"/>, where more is better.</param>
/// <param name="Last">After the last epoch, percent.</param>
/// <param name="Best">The highest of any epoch, percent.</param>
/// <param name="BestEpoch">The first epoch that reached it.</param>
public sealed record RunResult(string Score, double Last, double Best, int BestEpoch)
{
    /// <exception cref="ResultsException">There is no epoch, or one without the score.</exception>
    public static RunResult From(string score, IReadOnlyList<EpochRecord> epochs)
    {
        if (epochs.Count == 0)
            throw new ResultsException("A run without epochs has no result.");
        if (epochs.FirstOrDefault(e => !e.Test.ContainsKey(score)) is { } without)
            throw new ResultsException($"Epoch {without.Epoch} has no {score}.");
        var best = epochs.MaxBy(e => e.Test[score])!;   // the first of equals
        return new RunResult(score, epochs[^1].Test[score], best.Test[score], best.Epoch);
    }
}

/// <summary>One pass over the training images, and the test that followed it.</summary>
/// <param name="Epoch">From 1; 0 for a test of pretrained weights, without training.</param>
/// <param name="LearningRate">At the end of the epoch.</param>
/// <param name="Loss">The minimised sum, mean over the epoch's images; null without training.</param>
/// <param name="Terms">Each weighted loss term by name, mean over the epoch's images.</param>
/// <param name="TrainTop1">Top-1 accuracy on the augmented training images as they passed, percent; null without
/// training.</param>
/// <param name="Test">Scores on the test images by name, percent.</param>
/// <param name="Seconds">Wall-clock time of the epoch, test included.</param>
public sealed record EpochRecord(
    int Epoch, double LearningRate, double? Loss, IReadOnlyDictionary<string, double> Terms,
    double? TrainTop1, IReadOnlyDictionary<string, double> Test, double Seconds);

/// <summary>Where a run ran. Two runs that differ only in this are the same run.</summary>
/// <param name="Device">The tensors' device, e.g. <c>cpu</c> or <c>cuda: NVIDIA H200</c>.</param>
/// <param name="Precision"><c>float32</c>, <c>tf32</c>, or <c>bf16</c> where convolutions are computed so.</param>
/// <param name="LibTorch">Version of libtorch.</param>
/// <param name="Blas">The BLAS that libtorch calls.</param>
/// <param name="Threads">Threads within one operator.</param>
/// <param name="Os">Operating system.</param>
/// <param name="Cpu">Processor.</param>
/// <param name="CodeVersion">Version of this library and, after a plus sign, its commit.</param>
public sealed record RunEnvironment(
    string Device, string Precision, string LibTorch, string Blas, int Threads, string Os, string Cpu,
    string CodeVersion)
{
    /// <summary>This process, with what only the tensor library knows given by the caller.</summary>
    public static RunEnvironment Here(string device, string precision, string libTorch, string blas, int threads) =>
        new(device, precision, libTorch, blas, threads, RuntimeInformation.OSDescription, Processor, Version());

    /// <summary>This machine's processor.</summary>
    public static string Processor { get; } = ProcessorName();

    private static string Version() =>
        typeof(RunEnvironment).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string ProcessorName()
    {
        const string info = "/proc/cpuinfo";
        var line = File.Exists(info) ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("model name")) : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
