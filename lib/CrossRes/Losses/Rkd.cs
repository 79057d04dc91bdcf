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
            .. FeatureChoice.Options,
        ],
        (options, _) =>
        {
            var features = FeatureChoice.From(options);
            return new WeightedLoss(
                (options.Number("distance"), new RkdDistance(features)),
                (options.Number("angle"), new RkdAngle(features)));
        })
    {
        Weight = new(1, "RepDistiller: its relations have weights of their own"),
        Golden = ["loss.rkd.repdistiller"],
    };
}
