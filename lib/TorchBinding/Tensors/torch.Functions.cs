using TorchSharp.Door;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor abs(Tensor input) => input.abs();
    public static Tensor acos(Tensor input) => input.acos();
    public static Tensor asin(Tensor input) => input.asin();
    public static Tensor atan(Tensor input) => input.atan();
    public static Tensor ceil(Tensor input) => input.ceil();
    public static Tensor cos(Tensor input) => input.cos();
    public static Tensor cosh(Tensor input) => input.cosh();
    public static Tensor erf(Tensor input) => input.erf();
    public static Tensor erfc(Tensor input) => input.erfc();
    public static Tensor erfinv(Tensor input) => input.erfinv();
    public static Tensor exp(Tensor input) => input.exp();
    public static Tensor exp2(Tensor input) => input.exp2();
    public static Tensor expm1(Tensor input) => input.expm1();
    public static Tensor floor(Tensor input) => input.floor();
    public static Tensor frac(Tensor input) => input.frac();
    public static Tensor lgamma(Tensor input) => input.lgamma();
    public static Tensor log(Tensor input) => input.log();
    public static Tensor log10(Tensor input) => input.log10();
    public static Tensor log1p(Tensor input) => input.log1p();
    public static Tensor log2(Tensor input) => input.log2();
    public static Tensor neg(Tensor input) => input.neg();
    public static Tensor reciprocal(Tensor input) => input.reciprocal();
    public static Tensor rsqrt(Tensor input) => input.rsqrt();
    public static Tensor sigmoid(Tensor input) => input.sigmoid();
    public static Tensor sign(Tensor input) => input.sign();
    public static Tensor sin(Tensor input) => input.sin();
    public static Tensor sinh(Tensor input) => input.sinh();
    public static Tensor sqrt(Tensor input) => input.sqrt();
    public static Tensor tan(Tensor input) => input.tan();
    public static Tensor tanh(Tensor input) => input.tanh();
    public static Tensor trunc(Tensor input) => input.trunc();
    public static Tensor square(Tensor input) => input.square();
    public static Tensor round(Tensor input, long decimals = 0) => input.round(decimals);
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);
    public static Tensor clamp_min(Tensor input, Scalar min) => input.clamp_min(min);
    public static Tensor add(Tensor left, Tensor right) => left.add(right);
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);
    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);
    public static Tensor logical_and(Tensor left, Tensor right) => left.logical_and(right);
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Aten.Call("where.self", condition, x, y);
    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);
    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);
    public static Tensor bmm(Tensor input, Tensor batch2) => input.bmm(batch2);
    public static Tensor einsum(string equation, params Tensor[] tensors) => Aten.Call("einsum", equation, tensors);

    /// <summary>How <see cref="cdist"/> computes a Euclidean distance.</summary>
    public enum compute_mode
    {
        use_mm_for_euclid_dist_if_necessary = 0, use_mm_for_euclid_dist = 1, donot_use_mm_for_euclid_dist = 2,
    }

    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        Aten.Call("cdist", x1, x2, p, (long)compute_mode);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => Aten.Call("cat", tensors, dim);
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Aten.Call("cat", tensors.ToArray(), dim);
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Aten.Call("stack", tensors.ToArray(), dim);
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => Aten.CallMany("meshgrid.indexing", tensors.ToArray(), indexing);
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);
    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);
    public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);
    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => input.sum(dim, keepdim, type);
    public static Tensor mean(Tensor input) => input.mean();
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) => input.mean(dimensions, keepdim, type);
    public static Tensor max(Tensor input) => input.max();
    public static Tensor min(Tensor input) => input.min();
    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => input.logsumexp(dim, keepdim);
    public static Tensor argsort(Tensor input, long dim = -1, bool descending = false) => input.argsort(dim, descending);
    public static (Tensor values, Tensor indexes) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) => tensor.topk(k, dim, largest, sorted);
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => tensor.allclose(target, rtol, atol, equal_nan);
}
