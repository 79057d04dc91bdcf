using System.Reflection;
using TorchSharp;
using Xunit;

namespace TorchBinding.Tests;

/// <summary>What CrossRes compiles against here must exist, under the same signature, in TorchSharp itself.</summary>
public class PublicApiTests
{
    private static readonly Assembly Binding = typeof(torch).Assembly;
    private static readonly Dictionary<string, HashSet<string>> Listing = ReadListing();

    // TorchSharp has these, but the listing leaves them out
    private static readonly HashSet<string> Unlisted =
    [
        "ComponentNameAttribute", "FieldInfoExtensionMethods", "ModuleExtensionMethods", "PaddingModes", "Padding", "RoundingMode",
        "ThreadDisposeScopeStatistics", "Modules.BatchNorm", "Modules.Convolution", "Modules.ConvolutionTranspose", "Modules.OptimizerOptions", "Modules.OptimizerState", "Modules.ParamGroup", "Modules.ParamGroup`1",
        "torch.nn.IModule`2", "torch.nn.HookableModule`2", "torch.nn.HookableModule`2.HookRemover", "torch.nn.ParameterLessModule`2", "torch.nn.init.FanInOut", "torch.nn.init.NonlinearityType",
        "torch.compute_mode",
    ];

    // public fields in TorchSharp, which the listing leaves out, and properties here
    private static readonly HashSet<string> Fields =
    [
        "Modules.SGD.Options.momentum", "Modules.SGD.Options.dampening", "Modules.SGD.Options.weight_decay", "Modules.SGD.Options.nesterov",
        "Modules.SGD.Options.maximize", "Modules.SGD.State.momentum_buffer",
        "torch.TensorIndex.Ellipsis", "torch.TensorIndex.Null", "torch.TensorIndex.Colon",
    ];

    public static TheoryData<string> Types => [.. Binding.GetExportedTypes().Where(IsTorchSharps).Select(t => t.FullName!)];

    [Theory, MemberData(nameof(Types))]
    public void Every_public_member_is_TorchSharps(string typeName)
    {
        var type = Binding.GetType(typeName)!;
        var name = Signature.ListingName(type);
        if (Unlisted.Contains(name)) return;
        Assert.True(Listing.ContainsKey(name), $"{name} is not in TorchSharp's public interface.");

        var known = BaseTypes(type).SelectMany(t => Listing.GetValueOrDefault(Signature.ListingName(t), [])).ToHashSet();
        var strange = Signature.OfDeclaredMembers(type)
            .Where(s => !known.Contains(s) && !known.Contains(s.Replace("{ get; }", "{ get; set; }"))) // reading only is less, not other
            .Where(s => !Fields.Contains($"{name}.{s.Split(" { ")[0].Split(' ')[^1]}"))
            .ToList();
        Assert.True(strange.Count == 0, $"{name} has members that TorchSharp lacks:\n{string.Join('\n', strange)}");
    }

    [Fact]
    public void The_listing_is_read_in_full()
    {
        Assert.True(Listing.Count > 90);
        Assert.Contains("Tensor relu(Tensor x, bool inplace = false)", Listing["torch.nn.functional"]);
        Assert.DoesNotContain("Tensor relu(Tensor input, bool inplace = false)", Listing["torch.nn.functional"]);
    }

    private static bool IsTorchSharps(Type type) => type.Namespace is "TorchSharp" or "TorchSharp.Modules";

    private static IEnumerable<Type> BaseTypes(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType) yield return t;
    }

    private static Dictionary<string, HashSet<string>> ReadListing()
    {
        using var reader = new StreamReader(typeof(PublicApiTests).Assembly.GetManifestResourceStream("torchsharp-0.107-api.txt")!);
        var listing = new Dictionary<string, HashSet<string>>();
        foreach (var section in reader.ReadToEnd().Split("\n## ")[1..])
        {
            var lines = section.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var name = lines[0].Split(" : ")[0].Split(' ')[^1];
            listing[name] = [.. lines[1..].Select(l => l.Replace("?", ""))];
        }
        return listing;
    }
}
