using CrossRes.Losses;
using CrossRes.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Losses;

/// <summary>Networks whose maps differ in number, size or channels: a finite loss, or a refusal by name.</summary>
public class MapShapeTests
{
    private static readonly Dictionary<string, (long[][] Student, long[][] Teacher)> Shapes = new()
    {
        ["equal"] = ([[4, 8, 8], [8, 4, 4]], [[4, 8, 8], [8, 4, 4]]),
        ["half"] = ([[4, 4, 4], [8, 2, 2]], [[4, 8, 8], [8, 4, 4]]),
        ["double"] = ([[4, 8, 8], [8, 4, 4]], [[4, 4, 4], [8, 2, 2]]),
        ["quarter"] = ([[4, 2, 2], [8, 1, 1]], [[4, 8, 8], [8, 4, 4]]),
        ["odd"] = ([[4, 5, 5], [8, 3, 3]], [[4, 8, 8], [8, 4, 4]]),
        ["other channels"] = ([[3, 8, 8], [6, 4, 4]], [[4, 8, 8], [16, 4, 4]]),
        ["one more stage"] = ([[4, 8, 8], [8, 4, 4], [8, 2, 2]], [[4, 8, 8], [8, 4, 4]]),
        ["no partner"] = ([[4, 9, 9], [8, 3, 3], [8, 1, 1]], [[4, 8, 8], [8, 4, 4]]),
        ["no maps"] = ([], []),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var entry in LossRegistry.Entries)
                foreach (var shapes in Shapes.Keys)
                    cases.Add(entry.Name, shapes);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_loss_is_finite_or_refused_by_name(string name, string shapes)
    {
        using var scope = NewDisposeScope();
        var context = new LossContext(4, 6, 6, () => randn(4, 6), 1)
        {
            StudentMaps = Shapes[shapes].Student,
            TeacherMaps = Shapes[shapes].Teacher,
            TrainLabels = [0, 1, 2, 3, 0, 1],
        };
        try
        {
            using var loss = LossRegistry.Create(name, new Dictionary<string, string>(), context);
            var student = Seen(context.StudentMaps);
            student.Embedding.requires_grad = true;
            var value = loss.Forward(student, Seen(context.TeacherMaps), new Targets(tensor([0L, 1, 2, 3]), arange(4)));
            value.backward();
            Assert.True(double.IsFinite(value.ToDouble()));
            foreach (var map in student.Maps.Append(student.Embedding))
                if (map.grad is { } gradient) Assert.True(gradient.isfinite().all().ToBoolean());
        }
        catch (ArgumentException refusal)
        {
            Assert.Contains($"loss {name} ", refusal.Message);
            Assert.True(Refusable(name, shapes), refusal.Message);
        }
    }

    /// <summary>Only losses between maps may refuse, and those that adapt take whatever pairs.</summary>
    private static bool Refusable(string name, string shapes) => shapes switch
    {
        "no maps" or "no partner" => true,
        "equal" or "half" or "double" or "one more stage" => false,
        "other channels" => name is "fsp",
        _ => name is "fitnet" or "ab", // RepDistiller's regressor: equal, half or double
    };

    private static NetworkOutputs Seen(IReadOnlyList<long[]> maps) => new(
        randn(4, 4, requires_grad: true), randn(4, 6), [.. maps.Select(m => randn([4, .. m], requires_grad: true))]);
}
