using CrossRes.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Conv2d = CrossRes.Models.Conv2d;

namespace CrossRes.Losses;

/// <summary>
/// Variational information distillation (Ahn et al. 2019): per stage the negative log-likelihood, without its
/// constant, of the teacher's map under a Gaussian whose mean is predicted from the student's map and whose variance
/// is learned per channel. It can be negative.
/// </summary>
public sealed class VariationalInformation : MapLoss
{
    public static LossEntry Entry { get; } = new(
        "vid", "VID (Ahn et al. 2019), eq. 5",
        @"\sum_l\mathrm{mean}\,\tfrac12\Big(\frac{(f^t_l-\mu_l(f^s_l))^2}{\sigma_l^2}+\log\sigma_l^2\Big),\quad \sigma^2=\log(1+e^{a})+\epsilon",
        [
            new("hidden", "0", "channels inside the predictor; 0: as many as the teacher's map", "RepDistiller"),
            new("floor", "1e-5", "ε, the least variance, > 0", "RepDistiller"),
            new("variance", "5", "at the start, more than ε", "RepDistiller"),
        ],
        (options, context) => new VariationalInformation(options.Whole("hidden"), options.Positive("floor"), options.Positive("variance"), context))
    {
        Weight = new(1, "RepDistiller"),
        Golden = ["loss.vid"],
    };

    private readonly Sequential[] predictors;
    private readonly double floor;

    private VariationalInformation(long hidden, double floor, double variance, LossContext context) : base("vid")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hidden);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(variance, floor);
        this.floor = floor;
        context = Stage.Paired("vid", context);
        predictors = [.. context.StudentMaps.Zip(context.TeacherMaps, (s, t) => Predictor(s[0], hidden == 0 ? t[0] : hidden, t[0]))];
        for (var k = 0; k < predictors.Length; k++)
        {
            register_module($"regressor{k}", predictors[k]);
            var scale = Math.Log(Math.Exp(variance - floor) - 1);
            register_parameter($"log_scale{k}", new Parameter(full(context.TeacherMaps[k][0], scale)));
        }
    }

    internal override IEnumerable<Tensor> Terms(IReadOnlyList<Tensor> student, IReadOnlyList<Tensor> teacher) =>
        predictors.Select((predictor, k) =>
        {
            var (s, t) = SameSize(student[k], teacher[k]);
            var variance = (nn.functional.softplus(get_parameter($"log_scale{k}")!) + floor).reshape(1, -1, 1, 1);
            return (0.5 * ((predictor.call(s) - t).square() / variance + variance.log())).mean();
        });

    private static Sequential Predictor(long from, long hidden, long to) => nn.Sequential(
        new Conv2d(from, hidden, 1, bias: false), nn.ReLU(), new Conv2d(hidden, hidden, 1, bias: false), nn.ReLU(), new Conv2d(hidden, to, 1, bias: false));
}
