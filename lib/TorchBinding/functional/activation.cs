using TorchSharp.Door;
namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>max(x, 0), in place if wanted.</summary>
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? InPlace("relu_", x) : Aten.Call("relu", x);

            /// <summary>x for positive x, else weight·x; one weight, or one for each channel.</summary>
            public static Tensor prelu(Tensor input, Tensor weight) => Aten.Call("prelu", input, weight);

            /// <summary>log(1 + exp(βx)) / β, and x itself where βx exceeds the threshold.</summary>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Aten.Call("softplus", x, beta, threshold);

            /// <summary>log(1 / (1 + exp(-x))), computed without overflow.</summary>
            public static Tensor logsigmoid(Tensor x) => Aten.Call("log_sigmoid", x);

            /// <summary>exp(x) over its sum along a dimension.</summary>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Aten.Call("softmax.int", input, dim, dtype);

            /// <summary>The logarithm of <see cref="softmax"/>, computed without overflow.</summary>
            public static Tensor log_softmax(Tensor x, long dim) => Aten.Call("log_softmax.int", x, dim);

            /// <summary>While training, zeroes elements with probability p and scales the others by 1 / (1 - p).</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? InPlace("dropout_", input, p, training) : Aten.Call("dropout", input, p, training);

            private static Tensor InPlace(string op, Tensor tensor, params ReadOnlySpan<Arg> more)
            {
                Aten.Run(op, [tensor, .. more]);
                return tensor;
            }
        }
    }
}
