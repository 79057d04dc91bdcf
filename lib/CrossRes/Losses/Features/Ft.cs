using CrossRes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Factor transfer (Kim et al. 2018) as RepDistiller has it: a paraphraser condenses the teacher's map into factors, a
/// translator the student's; the mean over channels of the factors' p-th power, of length 1, is compared. The paper
/// trains the paraphraser beforehand, to rebuild the teacher's map; here it learns that during training, by steps of its
/// own that no loss weight reaches.
/// </summary>
public sealed class FactorTransfer : DistillationLoss
{
    public static LossEntry Entry { get; } = new(
        "ft", "FT (Kim et al. 2018), eq. 3",
        @"\mathrm{mean}\,\Big|\frac{Q^s}{\lVert Q^s\rVert_2}-\frac{Q^t}{\lVert Q^t\rVert_2}\Big|^{p_2},\quad Q=\mathrm{vec}\big(\mathrm{mean}_c F_c^{p_1}\big)",
        [
            new("stage", "0", "which stage's map, counted from 1; 0: the last", "RepDistiller"),
            new("factors", "learned", "by paraphraser and translator, or the maps themselves", "RepDistiller", "learned", "maps"),
            new("rate", "0.5", "factors per channel of the teacher", "RepDistiller"),
            new("p1", "2", "power of the factors", "RepDistiller"),
            new("p2", "1", "power of the error", "RepDistiller"),
            new("paraphraser-rate", "0.05", "learning rate of the paraphraser", "our choice; RepDistiller trains it first with the run's optimizer"),
        ],
        (options, context) => new FactorTransfer(options, context))
    {
        Weight = new(200, "RepDistiller"),
        Golden = ["loss.factor_transfer"],
    };

    private readonly int map;
    private readonly double p1, p2;
    private readonly Paraphraser? paraphraser;
    private readonly ConvStack? translator;

    private FactorTransfer(LossOptions options, LossContext context) : base(nameof(FactorTransfer))
    {
        (p1, p2) = (options.Positive("p1"), options.Positive("p2"));
        context = Stage.Paired("ft", context);
        map = Stage.Of("ft", options["stage"] == "0" ? 0 : options.Count("stage"), context);
        if (options["factors"] == "maps")
            return;
        var (from, to) = (context.StudentMaps[map][0], context.TeacherMaps[map][0]);
        var factors = Math.Max(1, (long)(to * options.Positive("rate")));
        register_module("paraphraser", paraphraser = new Paraphraser(to, factors, options.Positive("paraphraser-rate")));
        register_module("translator", translator = new ConvStack([from, from, factors, factors], transposed: false, normalized: true));
    }

    public override bool NeedsMaps => true;

    protected override Tensor Compute(Views student, Views teacher, Samples samples)
    {
        var (studentMaps, teacherMaps) = Stage.Pair("ft", student.Maps, teacher.Maps);
        var (s, t) = (studentMaps[map], teacherMaps[map]);
        if (paraphraser is not null)
            (s, t) = (translator!.call(s), paraphraser.Factors(t));
        (s, t) = MapLoss.SameSize(s, t);
        var error = (Condensed(s) - Condensed(t)).abs();
        return (p2 == 1 ? error : error.pow(p2)).mean();
    }

    private Tensor Condensed(Tensor factors) => nn.functional.normalize(factors.pow(p1).mean([1]).flatten(1));
}
