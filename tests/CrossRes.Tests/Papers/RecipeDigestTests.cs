using CrossRes.Experiments;
using CrossRes.Papers;
using Xunit;

namespace CrossRes.Tests.Papers;

/// <summary>
/// The recipe of every row at every scale is pinned by its digest: a change that was not meant to change a recipe shows
/// here. CROSSRES_WRITE_DIGESTS=FILE writes the present ones, for a change that was.
/// </summary>
public class RecipeDigestTests
{
    [Fact]
    public void No_recipe_has_changed_unnoticed()
    {
        string[] now = [.. from experiment in Catalogue.All
                           from scale in Scale.All
                           from row in experiment.Trainable
                           select $"{experiment.Key} {scale.Name} {row.Key} {row.Recipe!(scale).Digest[..16]}"];
        if (Environment.GetEnvironmentVariable("CROSSRES_WRITE_DIGESTS") is { Length: > 0 } file) File.WriteAllLines(file, now);
        using var stream = typeof(RecipeDigestTests).Assembly.GetManifestResourceStream("recipe-digests.txt")!;
        using var reader = new StreamReader(stream);
        var pinned = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(pinned.Length, now.Length);
        Assert.All(pinned.Zip(now), pair => Assert.Equal(pair.First, pair.Second));
    }
}
