namespace CrossRes.Losses;

/// <summary>Relational knowledge distillation with both relations (Park et al. 2019, eq. 11).</summary>
public static class Rkd
{
    public static LossEntry Entry { get; } = new(
        "rkd", "RKD (Park et al. 2019), eq. 11",
        @"\lambda_D L_D + \lambda_A L_A",
        [
            new("distance", "25", "weight of the distances", "classification in RKD; 1 in its metric learning"),
            new("angle", "50", "weight of the angles", "classification in RKD; 2 in its metric learning"),
            .. RkdDistance.Settings,
            .. FeatureChoice.Options,
        ],
        (options, _) => new WeightedLoss(
            (options.Number("distance"), RkdDistance.From(options)),
            (options.Number("angle"), new RkdAngle(FeatureChoice.From(options)))))
    {
        Weight = new(1, "RepDistiller: its relations have weights of their own"),
        Golden = ["loss.rkd.repdistiller", "loss.rkd.mdistiller"],
    };
}
