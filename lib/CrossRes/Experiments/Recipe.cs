using System.Text.Json;
using System.Text.Json.Serialization;
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
    /// <c>float16</c>: the teacher's answers are rounded to it, and take half the disk; null: as they are.
    /// </summary>
    public string? TeacherPrecision { get; init; }

    /// <summary>
    /// <c>teacher</c>: the network begins as its teacher, which is of the same model; null: as <see cref="Weights"/>
    /// say. With 0 epochs it is tested as it is.
    /// </summary>
    public string? Start { get; init; }

    /// <summary>How the teacher came about: the stage before this one. It is trained with the same seed.</summary>
    public Recipe? Teacher { get; init; }

    /// <summary>The same recipe as an earlier version of the kit's numbers had it, its teachers' too.</summary>
    public Recipe At(int algorithm) => this with { Algorithm = algorithm, Teacher = Teacher?.At(algorithm) };

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Json);

    /// <summary>SHA-256 of the recipe, its teacher's included.</summary>
    [JsonIgnore]
    public string Digest => Common.Digest.Of(ToJson());
}
