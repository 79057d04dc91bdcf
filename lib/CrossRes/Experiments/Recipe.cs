using System.Text.Json;
using System.Text.Json.Serialization;
using CrossRes.Data;
using CrossRes.Data.Resampling;
using CrossRes.Losses;
using CrossRes.Models;
using CrossRes.Results;

namespace CrossRes.Experiments;

/// <summary>
/// Everything that decides a run's numbers but its seed: the identity of a run is the digest of this, its seed and the
/// data's checksum.
/// </summary>
public sealed record Recipe
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>
    /// Raised whenever a change of the code changes a run's numbers, so that older records are not mistaken for new
    /// ones.
    /// 
    /// 2: libtorch 2.10, and a random stream of its own for every head and map of a loss.</summary>
    public int Algorithm { get; init; } = RunRecord.CurrentAlgorithm;

    /// <summary>The learner's network.</summary>
    public required ModelSpec Model { get; init; }

    /// <summary>Side of the square images that the learner sees, in pixels.</summary>
    public required int Resolution { get; init; }

    public required ImageSpec Images { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>
    /// Images of each class in a batch, so that there are positives to compare; null: images are shuffled.
    /// </summary>
    public int? PerClass { get; init; }

    public required OptimizerSpec Optimizer { get; init; }

    public required ScheduleSpec Schedule { get; init; }

    /// <summary>The sum that is minimised.</summary>
    public required IReadOnlyList<LossTerm> Losses { get; init; }

    /// <summary>
    /// SHA-256 of pretrained weights to begin with; null: a random start. With 0 epochs they are tested as they are.
    /// </summary>
    public string? Weights { get; init; }

    /// <summary>
    /// <c>backbone</c>: those weights are of a classifier, and go where <see cref="Models.Weights.LoadBackbone"/> puts
    /// them; null: of the whole network.
    /// </summary>
    public string? WeightsFor { get; init; }

    /// <summary>
    /// <c>frozen</c>: batch normalization keeps the mean and variance that it begins with, as is usual where a
    /// pretrained network learns from few images; null: it takes those of each batch, and averages them for the test.
    /// </summary>
    public string? BatchNormalization { get; init; }

    /// <summary>
    /// <c>float16</c>: the teacher's answers are rounded to it, and take half the disk; null: as they are.
    /// </summary>
    public string? TeacherPrecision { get; init; }

    /// <summary><c>bf16</c>: see <see cref="MixedPrecision"/>; null: float32.</summary>
    public string? Precision { get; init; }

    /// <summary>
    /// <c>teacher</c>: the network begins as its teacher, which is of the same model; null: as <see cref="Weights"/>
    /// say. With 0 epochs it is tested as it is.
    /// </summary>
    public string? Start { get; init; }

    /// <summary>
    /// Seed of the teacher's run, which teaches every seed, as a pretrained network does; null: the learner's own.
    /// </summary>
    public long? TeacherSeed { get; init; }

    /// <summary>How the teacher came about: the stage before this one.</summary>
    public Recipe? Teacher { get; init; }

    /// <summary>The stages before this one, the first one first, and the seeds of their runs.</summary>
    /// <param name="seed">Of this one.</param>
    public IReadOnlyList<(Recipe Recipe, long Seed)> Stages(long seed)
    {
        var stages = new List<(Recipe, long)>();
        for (var learner = this; learner.Teacher is { } teacher; learner = teacher)
            stages.Insert(0, (teacher, seed = learner.TeacherSeed ?? seed));
        return stages;
    }

    /// <summary>The same recipe as an earlier version of the kit's numbers had it, its teachers' too.</summary>
    public Recipe At(int algorithm) => this with { Algorithm = algorithm, Teacher = Teacher?.At(algorithm) };

    /// <summary>The same recipe in a precision, its teachers' too; null leaves it as it is.</summary>
    public Recipe In(string? precision) =>
        precision is null ? this : this with { Precision = precision, Teacher = Teacher?.In(precision) };

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Json);

    /// <summary>SHA-256 of the recipe, its teacher's included.</summary>
    [JsonIgnore]
    public string Digest => Common.Digest.Sha256(ToJson());
}

/// <summary>The images of a run, and what is done to them.</summary>
/// <param name="Classes">The first so many classes.</param>
/// <param name="TrainPerClass">The first so many training images of each; null for all.</param>
/// <param name="TestPerClass">The first so many test images of each; null for all.</param>
/// <param name="Augmentation">What happens to a training image at full size, before any degradation; as in
/// <see cref="CropFlip.Named"/>.</param>
/// <param name="Resampler">How a full-size image becomes a low-resolution one (<see cref="Resampler.Known"/>).</param>
public sealed record ImageSpec(
    int Classes, int? TrainPerClass, int? TestPerClass,
    string Augmentation = CropFlip.Usual, string Resampler = "pillow-bilinear")
{
    private const string Cifar100 = "cifar100";

    /// <summary>The data set by its key, such as <c>lfw</c>.</summary>
    [JsonIgnore]
    public string Set { get; init; } = Cifar100;

    // recipes are older than sets: one that names none is of CIFAR-100, and stays what it was
    [JsonInclude, JsonPropertyName("set")]
    private string? OtherSet => Set == Cifar100 ? null : Set;

    /// <summary>
    /// Side of the squares that images of any shape are read as, in pixels; null: the set's own size.
    /// </summary>
    public int? Side { get; init; }

    /// <summary>
    /// <c>skip</c>: images that a set lists and that are not there are left out; null: they are an error.
    /// </summary>
    public string? Absent { get; init; }

    /// <summary>
    /// <c>validation</c>: of each class the training images after those that are learned from, a fifth of it at least;
    /// null: the test images. A choice that is made on the former has seen none of the latter.
    /// </summary>
    public string? Tested { get; init; }
}

/// <summary>One weighted loss of a recipe.</summary>
/// <param name="Loss">A name of <see cref="LossRegistry"/>.</param>
/// <param name="Weight">What it is multiplied by; 0 leaves it out.</param>
/// <param name="Options">Its options that differ from their defaults.</param>
public sealed record LossTerm(string Loss, double Weight, IReadOnlyDictionary<string, string>? Options = null)
{
    /// <summary>
    /// Part of a run's identity where the loss is not the kit's own (<see cref="LossRegistry.Add"/>); null otherwise.
    /// </summary>
    public string? Formula => LossRegistry.FormulaOfAdded(Loss);
}
