using TorchSharp.Door;
namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>x / max(‖x‖ₚ, eps) along a dimension.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12)
            {
                using var norm = Aten.Call("norm.ScalarOpt_dim", input, p, new[] { dim }, true);
                using var divisor = Aten.Call("clamp_min", norm, eps);
                return Aten.Call("div.Tensor", input, divisor);
            }

            /// <summary>x₁·x₂ / (‖x₁‖ ‖x₂‖) along a dimension, each norm at least eps.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) =>
                Aten.Call("cosine_similarity", x1, x2, dim, eps);

            /// <summary>‖x₁ - x₂ + eps‖ₚ over the last dimension.</summary>
            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2, double eps = 1e-6, bool keepdim = false) =>
                Aten.Call("pairwise_distance", input1, input2, p, eps, keepdim);

            /// <summary>Labels [...] to int64 [..., num_classes], 1 at the label and 0 elsewhere; -1 counts the classes in the labels.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Aten.Call("one_hot", x, num_classes);
        }
    }
}
