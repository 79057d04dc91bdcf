using System.Text.Json;
using CrossRes.Common;

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

    /// <summary><see cref="Digest.Of(JsonElement)"/> of <see cref="Recipe"/>.</summary>
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

    /// <summary>Whether two runs did the same thing to the same data.</summary>
    public bool IsSameRunAs(RunRecord other) => IsRunOf(other.RecipeDigest, other.Seed, other.Data.Sha256);

    /// <summary>Whether this is the run of a recipe with a seed on data with a checksum.</summary>
    public bool IsRunOf(string recipeDigest, long seed, string dataSha256) =>
        RecipeDigest == recipeDigest && Seed == seed && Data.Sha256 == dataSha256;

    /// <summary>
    /// Makes the record of a finished run: works out its id, digest and result from the rest.
    /// </summary>
    /// <exception cref="ResultsException">A value is missing, out of range or not finite.</exception>
    public static RunRecord Of(
        string table, string row, string scale, long seed, JsonElement recipe, RunData data,
        RunEnvironment environment, DateTime started, double wallSeconds, string score,
        IReadOnlyList<EpochRecord> epochs)
    {
        var digest = Digest.Of(recipe);
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
            Result = RunResult.Of(score, epochs),
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
