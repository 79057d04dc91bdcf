using TorchSharp.Door;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Aten.Call("abs", this);
        public Tensor abs_() => InPlace("abs_");
        public Tensor acos() => Aten.Call("acos", this);
        public Tensor acos_() => InPlace("acos_");
        public Tensor asin() => Aten.Call("asin", this);
        public Tensor asin_() => InPlace("asin_");
        public Tensor atan() => Aten.Call("atan", this);
        public Tensor atan_() => InPlace("atan_");
        public Tensor ceil() => Aten.Call("ceil", this);
        public Tensor ceil_() => InPlace("ceil_");
        public Tensor cos() => Aten.Call("cos", this);
        public Tensor cos_() => InPlace("cos_");
        public Tensor cosh() => Aten.Call("cosh", this);
        public Tensor cosh_() => InPlace("cosh_");
        public Tensor erf() => Aten.Call("erf", this);
        public Tensor erf_() => InPlace("erf_");
        public Tensor erfc() => Aten.Call("erfc", this);
        public Tensor erfc_() => InPlace("erfc_");
        public Tensor erfinv() => Aten.Call("erfinv", this);
        public Tensor erfinv_() => InPlace("erfinv_");
        public Tensor exp() => Aten.Call("exp", this);
        public Tensor exp_() => InPlace("exp_");
        public Tensor exp2() => Aten.Call("exp2", this);
        public Tensor exp2_() => InPlace("exp2_");
        public Tensor expm1() => Aten.Call("expm1", this);
        public Tensor expm1_() => InPlace("expm1_");
        public Tensor floor() => Aten.Call("floor", this);
        public Tensor floor_() => InPlace("floor_");
        public Tensor frac() => Aten.Call("frac", this);
        public Tensor frac_() => InPlace("frac_");
        public Tensor lgamma() => Aten.Call("lgamma", this);
        public Tensor lgamma_() => InPlace("lgamma_");
        public Tensor log() => Aten.Call("log", this);
        public Tensor log_() => InPlace("log_");
        public Tensor log10() => Aten.Call("log10", this);
        public Tensor log10_() => InPlace("log10_");
        public Tensor log1p() => Aten.Call("log1p", this);
        public Tensor log1p_() => InPlace("log1p_");
        public Tensor log2() => Aten.Call("log2", this);
        public Tensor log2_() => InPlace("log2_");
        public Tensor neg() => Aten.Call("neg", this);
        public Tensor neg_() => InPlace("neg_");
        public Tensor reciprocal() => Aten.Call("reciprocal", this);
        public Tensor reciprocal_() => InPlace("reciprocal_");
        public Tensor relu() => Aten.Call("relu", this);
        public Tensor relu_() => InPlace("relu_");
        public Tensor rsqrt() => Aten.Call("rsqrt", this);
        public Tensor rsqrt_() => InPlace("rsqrt_");
        public Tensor sigmoid() => Aten.Call("sigmoid", this);
        public Tensor sigmoid_() => InPlace("sigmoid_");
        public Tensor sign() => Aten.Call("sign", this);
        public Tensor sign_() => InPlace("sign_");
        public Tensor sin() => Aten.Call("sin", this);
        public Tensor sin_() => InPlace("sin_");
        public Tensor sinh() => Aten.Call("sinh", this);
        public Tensor sinh_() => InPlace("sinh_");
        public Tensor sqrt() => Aten.Call("sqrt", this);
        public Tensor sqrt_() => InPlace("sqrt_");
        public Tensor tan() => Aten.Call("tan", this);
        public Tensor tan_() => InPlace("tan_");
        public Tensor tanh() => Aten.Call("tanh", this);
        public Tensor tanh_() => InPlace("tanh_");
        public Tensor trunc() => Aten.Call("trunc", this);
        public Tensor trunc_() => InPlace("trunc_");
        public Tensor square() => Aten.Call("square", this);
        public Tensor isfinite() => Aten.Call("isfinite", this);
        public Tensor isinf() => Aten.Call("isinf", this);
        public Tensor isnan() => Aten.Call("isnan", this);
        public Tensor logical_not() => Aten.Call("logical_not", this);
        public Tensor bitwise_not() => Aten.Call("bitwise_not", this);
        public Tensor log_sigmoid() => Aten.Call("log_sigmoid", this);
        public Tensor round(long decimals = 0) => decimals == 0 ? Aten.Call("round", this) : Aten.Call("round.decimals", this, decimals);
        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.Call("softplus", this, beta, threshold);
        public Tensor leaky_relu(Scalar negative_slope) => Aten.Call("leaky_relu", this, negative_slope);
        public Tensor gelu() => Aten.Call("gelu", this);
        public Tensor silu() => Aten.Call("silu", this);
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.Call("clamp", this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.Call("clamp.Tensor", this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace("clamp_", min, max);
        public Tensor clamp_min(Scalar min) => Aten.Call("clamp_min", this, min);
        public Tensor clamp_min_(Scalar min) => InPlace("clamp_min_", min);
        public Tensor clamp_max(Scalar max) => Aten.Call("clamp_max", this, max);
        public Tensor clamp_max_(Scalar max) => InPlace("clamp_max_", max);
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Aten.Call("nan_to_num", this, nan, posinf, neginf);

        private Tensor InPlace(string op)
        {
            Aten.Run(op, this);
            return this;
        }

        private Tensor InPlace(string op, Arg first)
        {
            Aten.Run(op, this, first);
            return this;
        }

        private Tensor InPlace(string op, Arg first, Arg second)
        {
            Aten.Run(op, this, first, second);
            return this;
        }

        private Tensor InPlace(string op, Arg first, Arg second, Arg third)
        {
            Aten.Run(op, this, first, second, third);
            return this;
        }
    }
}
