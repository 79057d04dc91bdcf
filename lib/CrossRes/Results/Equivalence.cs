namespace CrossRes.Results;

/// <summary>
/// Whether a difference is too small to matter: the two one-sided t tests of Schuirmann (Journal of Pharmacokinetics
/// and Biopharmaceutics 15, 1987). “No difference seen” may only mean too few seeds; this says that there is none.
/// </summary>
public static class Equivalence
{
    /// <summary>
    /// p of the hypothesis that the mean difference is −δ or less, or δ or more: the larger of P(T ≥ (d̄ + δ) / s) and
    /// P(T ≥ (δ − d̄) / s), s the standard error of d̄ and T Student's with n − 1 degrees of freedom. Below 0.05
    /// exactly where the 90 % interval of d̄ lies within the margin.
    /// </summary>
    /// <param name="differences">Paired, one for each seed; at least two.</param>
    /// <param name="margin">δ &gt; 0, in their unit.</param>
    /// <param name="testShare"><inheritdoc cref="Statistics.Interval95" path="/param[@name='testShare']"/></param>
    public static double P(IReadOnlyList<double> differences, double margin, double testShare = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        var (mean, error) = (Statistics.Mean(differences), Statistics.StandardError(differences, testShare));
        if (error == 0) return Math.Abs(mean) < margin ? 0 : 1;
        return Math.Max(Above((mean + margin) / error), Above((margin - mean) / error));

        double Above(double t)
        {
            var tail = (1 - StudentT.Inside(Math.Abs(t), differences.Count - 1)) / 2;
            return t >= 0 ? tail : 1 - tail;
        }
    }
}
