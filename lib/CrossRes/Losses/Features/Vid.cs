using TorchSharp.Modules;
using static TorchSharp.torch;
using Conv2d = CrossRes.Models.Conv2d;

namespace CrossRes.Losses;

/// <summary>
/// Variational information distillation (Ahn et al. 2019): per stage the negative log-likelihood, without its
/// constant, of the teacher's map under a Gaussian whose mean is predicted from the student's map and whose variance
/// is learned per channel. It can be negative.
/// </summary>
[Loss("vid", "VID (Ahn et al. 2019), eq. 5",
    @"\sum_l\mathrm{mean}\,\tfrac12\Big(\frac{(f^t_l-\mu_l(f^s_l))^2}{\sigma_l^2}+\log\sigma_l^2\Big),"
    + @"\quad \sigma^2=\log(1+e^{a})+\epsilon",
    WeightFrom = "RepDistiller",
    Golden = new[] { "loss.vid" })]
public sealed class Vid(
    [Option("channels inside the predictor; 0: as many as the teacher's map", "RepDistiller")] int hidden = 0,
    [Option("ε, the least variance, > 0", "RepDistiller")] double floor = 1e-5,
    [Option("at the start, more than ε", "RepDistiller")] double variance = 5)
    : MapLoss
{
    private readonly int hidden = Setting.Count(hidden, least: 0);
    private readonly double floor = Setting.Positive(floor);
    private readonly double variance =
        variance > floor ? variance : throw Setting.Wrong(nameof(variance), "more than floor", variance);
    private Sequential[] predictors = [];

    protected override void Build(LossContext context)
    {
        var pairs = MapPairs.Match(Name, context);
        predictors = [.. pairs.Select((pair, k) => Part($"regressor{k}", Predictor(pair.Student[0], pair.Teacher[0])))];
        var scale = Math.Log(Math.Exp(variance - floor) - 1);
        for (var k = 0; k < pairs.Count; k++)
            register_parameter($"log_scale{k}", new Parameter(full(pairs[k].Teacher[0], scale)));
    }

    internal override IEnumerable<Tensor> Terms(IReadOnlyList<(Tensor Student, Tensor Teacher)> pairs) =>
        pairs.Select((pair, k) =>
        {
            var (s, t) = SameSize(pair.Student, pair.Teacher);
            var variance = (nn.functional.softplus(get_parameter($"log_scale{k}")!) + floor).reshape(1, -1, 1, 1);
            return (0.5 * ((predictors[k].call(s) - t).square() / variance + variance.log())).mean();
        });

    private Sequential Predictor(long from, long to)
    {
        var between = hidden == 0 ? to : hidden;
        return nn.Sequential(
            new Conv2d(from, between, 1, bias: false), nn.ReLU(),
            new Conv2d(between, between, 1, bias: false), nn.ReLU(),
            new Conv2d(between, to, 1, bias: false));
    }
}
