using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>max(x, 0).</summary>
        public class ReLU : ParameterLessModule<Tensor, Tensor>
        {
            internal ReLU(bool inplace) : base(nameof(ReLU)) => this.inplace = inplace;

            /// <summary>Whether the input is overwritten.</summary>
            public bool inplace { get; set; }

            /// <summary>Applies it to each element.</summary>
            public override Tensor forward(Tensor tensor) => functional.relu(tensor, inplace);
        }

        /// <summary>x for positive x, else w·x with a learned w, one for all channels or one each.</summary>
        public class PReLU : Module<Tensor, Tensor>
        {
            internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype) : base(nameof(PReLU))
            {
                this.init = init;
                weight = new Parameter(full([num_parameters], init, dtype, device));
            }

            /// <summary>The slopes [num_parameters].</summary>
            public Parameter weight { get => get_parameter(nameof(weight))!; set => SetParameter(nameof(weight), value); }

            /// <summary>The number of slopes.</summary>
            public long num_parameters => weight.shape[0];

            /// <summary>The slope at the start.</summary>
            public double init { get; }

            /// <summary>Applies it to each element.</summary>
            public override Tensor forward(Tensor tensor) => functional.prelu(tensor, weight);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>max(x, 0).</summary>
            public static ReLU ReLU(bool inplace = false) => new(inplace);

            /// <summary>Learned slopes for negative values.</summary>
            public static PReLU PReLU(long num_parameters, double init = 0.25, Device? device = null, ScalarType? dtype = null) =>
                new(num_parameters, init, device, dtype);
        }
    }
}
