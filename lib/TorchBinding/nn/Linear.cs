using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>The affine map x·Wᵀ + b over the last dimension, with W [out, in] and b [out].</summary>
        public class Linear : Module<Tensor, Tensor>
        {
            internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
            {
                this.weight = weight;
                this.bias = bias;
            }

            /// <summary>The weight [out, in].</summary>
            public Parameter weight { get => get_parameter(nameof(weight))!; set => SetParameter(nameof(weight), value); }

            /// <summary>The bias [out]; null for none.</summary>
            public Parameter? bias { get => get_parameter(nameof(bias)); set => SetParameter(nameof(bias), value); }

            /// <summary>The size of the last dimension of the input.</summary>
            public long in_features => weight.shape[1];

            /// <summary>The size of the last dimension of the output.</summary>
            public long out_features => weight.shape[0];

            /// <summary>Applies the map.</summary>
            public override Tensor forward(Tensor tensor) => functional.linear(tensor, weight, bias);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>An affine map. Weight and bias start as in PyTorch: uniform in ±1/√(inputSize).</summary>
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            {
                var weight = new Parameter(empty([outputSize, inputSize], dtype, device));
                var bias = hasBias ? new Parameter(empty([outputSize], dtype, device)) : null;
                init.LikePyTorch(weight, bias);
                return new(weight, bias);
            }

            /// <summary>An affine map with given weight [out, in] and bias [out].</summary>
            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);
        }
    }
}
