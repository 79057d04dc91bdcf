using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors in place with starting values; gradients are not recorded.</summary>
        public static partial class init
        {
            /// <summary>What follows a layer; decides the gain.</summary>
            public enum NonlinearityType
            {
#pragma warning disable CS1591 // the names say it
                Linear = 0, Conv1D = 1, Conv2D = 2, Conv3D = 3, ConvTranspose1D = 4, ConvTranspose2D = 5, ConvTranspose3D = 6,
                Sigmoid = 7, Tanh = 8, ReLU = 9, LeakyReLU = 10,
#pragma warning restore CS1591
            }

            /// <summary>Whether variance is kept in the forward or in the backward pass.</summary>
            public enum FanInOut
            {
                /// <summary>Forward.</summary>
                FanIn = 0,
                /// <summary>Backward.</summary>
                FanOut = 1,
            }

            /// <summary>How many inputs each output of a weight [out, in, ...] sees, and how many outputs each input.</summary>
            /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2)
                    throw new ArgumentException($"Fan in and fan out need at least 2 dimensions, got [{string.Join(", ", shape)}].", nameof(tensor));
                var taps = shape[2..].Aggregate(1L, (product, size) => product * size);
                return (shape[1] * taps, shape[0] * taps);
            }

            /// <summary>The factor that keeps variance through a nonlinearity; <paramref name="param"/> is the slope of a leaky ReLU.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            /// <summary>Kaiming's normal: mean 0, standard deviation gain / √fan.</summary>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            /// <summary>Kaiming's uniform: within ±√3 · gain / √fan.</summary>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                Within(tensor, Math.Sqrt(3) * KaimingDeviation(tensor, a, mode, nonlinearity));

            /// <summary>Glorot's normal: mean 0, standard deviation gain · √(2 / (fan in + fan out)).</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1) => normal_(tensor, 0, GlorotDeviation(tensor, gain));

            /// <summary>Glorot's uniform: within ±gain · √(6 / (fan in + fan out)).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1) => Within(tensor, Math.Sqrt(3) * GlorotDeviation(tensor, gain));

            /// <summary>PyTorch's start of a linear or convolution layer: weight and bias uniform in ±1/√(fan in).</summary>
            internal static void LikePyTorch(Parameter weight, Parameter? bias)
            {
                kaiming_uniform_(weight, a: Math.Sqrt(5));
                if (bias is not null) Within(bias, 1 / Math.Sqrt(CalculateFanInAndFanOut(weight).fanIn));
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static double GlorotDeviation(Tensor tensor, double gain)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            private static Tensor Within(Tensor tensor, double bound) => uniform_(tensor, -bound, bound);
        }
    }
}
