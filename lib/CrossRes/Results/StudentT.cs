namespace CrossRes.Results;

/// <summary>Student's t distribution with a whole number of degrees of freedom.</summary>
internal static class StudentT
{
    /// <returns>t with P(|T| ≤ t) = <paramref name="probability"/>.</returns>
    public static double TwoSidedPoint(int freedom, double probability = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        double low = 0, high = 1;
        while (Inside(high, freedom) < probability)
            high *= 2;
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            if (Inside(middle, freedom) < probability)
                low = middle;
            else
                high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>P(|T| ≤ t), the finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4.</summary>
    internal static double Inside(double t, int freedom)
    {
        var angle = Math.Atan(t / Math.Sqrt(freedom));
        double sine = Math.Sin(angle), cosine = Math.Cos(angle);
        var odd = freedom % 2 == 1;
        double sum = 0, term = odd ? cosine : 1;
        for (var power = odd ? 1 : 0; power <= freedom - 2; power += 2)
        {
            sum += term;
            term *= cosine * cosine * (power + 1) / (power + 2);
        }
        return odd ? 2 / Math.PI * (angle + sine * sum) : sine * sum;
    }
}
