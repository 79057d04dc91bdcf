using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Activation boundaries (Heo et al. 2019): where the teacher's neuron is active the student's must exceed the margin,
/// elsewhere fall below minus the margin. Deep stages weigh most. The teacher's side is known from maps after ReLU just
/// as well; the student's maps pass a regressor, which gives them values below 0. RepDistiller trains it before the
/// task, here they are added.
/// </summary>
public sealed class ActivationBoundary : MapLoss
{
    // RepDistiller's
    private const double Scale = 3.0 / 1000;

    public static LossEntry Entry { get; } = new(
        "ab", "AB (Heo et al. 2019), eq. 4",
        @"\frac{3}{1000N}\sum_{l=1}^{L}2^{l-L}\sum\Big([f^t_l\le0]\,[r(f^s_l)+m]_+^2+[f^t_l>0]\,[m-r(f^s_l)]_+^2\Big)",
        [
            new("margin", "1", "m", "RepDistiller"),
            MapAdapter.Option("regressor", "RepDistiller, which leaves maps of equal shape as they are: it sees them before ReLU"),
        ],
        (options, context) => new ActivationBoundary(options, context))
    {
        Weight = new(1, "RepDistiller"),
        Golden = ["loss.activation_boundary"],
    };

    private readonly double margin;
    private readonly nn.Module<Tensor, Tensor>?[] adapters;

    private ActivationBoundary(LossOptions options, LossContext context) : base("ab")
    {
        margin = options.Number("margin");
        context = Stage.Paired("ab", context);
        adapters = [.. context.StudentMaps.Zip(context.TeacherMaps).Select((maps, k) =>
            MapAdapter.Create("ab", options["adapter"], maps.First, maps.Second, relu: false))];
        for (var k = 0; k < adapters.Length; k++)
            register_module($"adapter{k}", adapters[k]!);
    }

    internal override IEnumerable<Tensor> Terms(IReadOnlyList<Tensor> student, IReadOnlyList<Tensor> teacher) =>
        adapters.Select((adapter, k) =>
        {
            var (s, t) = MapAdapter.Match(adapter, student[k], teacher[k]);
            var wrong = where(t.gt(0), (margin - s).relu(), (s + margin).relu());
            return wrong.square().sum() * (Scale * Math.Pow(2, k + 1 - adapters.Length) / s.shape[0]);
        });
}
