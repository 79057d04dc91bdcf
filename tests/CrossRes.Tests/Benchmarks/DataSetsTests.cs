using System.Reflection;
using System.Text.RegularExpressions;
using CrossRes.Benchmarks;
using CrossRes.Common;
using CrossRes.Experiments;
using CrossRes.Papers;
using CrossRes.Results;
using CrossRes.Training;
using Xunit;

namespace CrossRes.Tests.Benchmarks;

public class DataSetsTests
{
    /// <summary>The smallest stand-ins that there are: each is read whole many times.</summary>
    private static readonly Scale Smallest = Scale.Tiny with { Faces = Scale.Tiny.Faces with { Identities = 40, Subjects = 4 } };

    public static TheoryData<string> Keys => [.. DataSets.All.Select(s => s.Key)];

    [Fact]
    public void Every_set_that_a_recipe_names_is_registered() => Assert.Empty(
        (from experiment in Catalogue.All
         from row in experiment.Trainable
         from scale in Scale.All
         select row.Recipe!(scale).Images.Set).Distinct().Except(DataSets.All.Select(s => s.Key)));

    /// <summary>What is in no list, neither the doctor nor <c>data check</c> nor any other test here would know.</summary>
    [Fact]
    public void Every_reader_and_every_stand_in_belongs_to_a_registered_set()
    {
        var registry = File.ReadAllText(Path.Combine(Workspace.Find().Root, "lib", "CrossRes", "Benchmarks", "DataSets.cs"));
        var made = from type in typeof(DataSets).Assembly.GetTypes()
                   where type is { IsPublic: true, Namespace: "CrossRes.Data.Sets" or "CrossRes.Data.StandIns" }
                   from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
                   where method.Name is "Load" or "List" or "Write" or "Make" && method.GetParameters()[0].ParameterType == typeof(string)
                   select type.Name;
        Assert.All(made.Distinct(), name => Assert.True(Regex.IsMatch(registry, $@"\b{name}\."),
            $"{name} belongs to no set of DataSets.All in Benchmarks/DataSets.cs: add the set there, so that recipes, ./repro doctor and ./repro data check know it"));
    }

    [Fact]
    public void The_page_on_data_sets_speaks_of_every_set()
    {
        var page = File.ReadAllText(Path.Combine(Workspace.Find().Root, "data-scripts", "README.md"));
        Assert.All(DataSets.All, s => Assert.True(s.Name.Split(", ").Any(name => page.Contains(name, StringComparison.OrdinalIgnoreCase)),
            $"data-scripts/README.md does not speak of {s.Name}: say which files it has, and their checksums"));
    }

    /// <summary>Checksums that a reader compares and the page tells are the same ones.</summary>
    [Fact]
    public void The_page_on_data_sets_has_every_checksum_that_a_reader_compares()
    {
        var root = Workspace.Find().Root;
        var page = File.ReadAllText(Path.Combine(root, "data-scripts", "README.md"));
        Assert.Empty(
            from file in Directory.EnumerateFiles(Path.Combine(root, "lib", "CrossRes", "Data", "Sets"), "*.cs")
            from sum in Regex.Matches(File.ReadAllText(file), "\"([0-9a-f]{32}|[0-9a-f]{64})\"").Select(m => m.Groups[1].Value)
            where !page.Contains(sum)
            select $"{Path.GetFileName(file)} compares {sum}, which data-scripts/README.md does not tell");
    }

    /// <summary>Whatever is wrong with a file, a reader names it and says what helps; or it did not need the file.</summary>
    [Theory, MemberData(nameof(Keys))]
    public void A_stand_in_is_read_whole_and_a_file_that_is_gone_cut_or_empty_is_named_or_not_needed(string key)
    {
        using var folder = new TempFolder();
        var set = DataSets.Named(key);
        Assert.False(set.IsIn(folder.Path));
        var made = set.StandIn(folder.Path, Smallest);
        Assert.True(set.IsIn(made), $"{made} has none of {string.Join(", ", set.Marks)}");
        var images = new ImageSpec(Math.Min(set.Classes, 4), null, null) { Set = key, Side = set.Side };
        using (var data = set.Load(made, images, 1))
        {
            Assert.Equal(RunData.Synthetic, data.Origin);
            Assert.True(data.Train.Count > 0 && data.TestCount > 0);
        }
        var refused = 0;
        // of many images in a folder the first says as much as all
        foreach (var file in Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .GroupBy(f => Path.GetExtension(f) is ".jpg" or ".JPEG" or ".JPG" or ".png" ? Path.GetExtension(f) : f).Select(g => g.First()).ToList())
        {
            var whole = File.ReadAllBytes(file);
            foreach (var spoil in (Action[])[() => File.Delete(file), () => File.WriteAllBytes(file, whole[..(whole.Length / 2)]), () => File.WriteAllBytes(file, [])])
            {
                spoil();
                try
                {
                    set.Load(made, images, 1).Dispose();
                }
                catch (DataFileException fault)
                {
                    refused++;
                    Assert.DoesNotContain('\n', fault.Message);
                    Assert.StartsWith(made, fault.Message);
                }
            }
            File.WriteAllBytes(file, whole);
        }
        Assert.True(refused > 0, $"{set.Name} is read whatever is missing");
    }

    [Fact]
    public void A_recipe_of_CIFAR_100_names_no_set_and_any_other_does()
    {
        var recipe = Catalogue.Named("table1")["teacher"].Recipe!(Scale.Tiny);
        Assert.False(recipe.ToJson().GetProperty("images").TryGetProperty("set", out _));
        var digits = recipe with { Images = recipe.Images with { Set = "svhn" } };
        Assert.Equal("svhn", digits.ToJson().GetProperty("images").GetProperty("set").GetString());
    }
}
