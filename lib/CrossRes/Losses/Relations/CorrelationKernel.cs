using static TorchSharp.torch;

namespace CrossRes.Losses;

/// <summary>
/// Correlations of the rows of a batch (Peng et al. 2019, eqs. 7 and 9): inner products, or the Gaussian kernel
/// e^(−γ‖x − y‖²) of rows of length 1 by its Taylor series e^(−2γ) Σₚ (2γ)ᵖ/p! ⟨x, y⟩ᵖ, p = 0 … P.
/// </summary>
/// <param name="gaussian">Else inner products.</param>
/// <param name="gamma">γ.</param>
/// <param name="order">P.</param>
internal sealed class CorrelationKernel(bool gaussian, double gamma, int order)
{
    /// <summary>[N, D] to [N, N].</summary>
    internal Tensor Of(Tensor rows)
    {
        var products = rows.matmul(rows.t());
        if (!gaussian) return products;
        var (sum, power, coefficient) = (ones_like(products), ones_like(products), 1.0);
        for (var p = 1; p <= order; p++)
        {
            (power, coefficient) = (power * products, coefficient * 2 * gamma / p);
            sum += power * coefficient;
        }
        return sum * Math.Exp(-2 * gamma);
    }
}
