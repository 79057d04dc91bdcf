using TorchSharp.Door;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Joins a range of dimensions into one.</summary>
        public class Flatten : ParameterLessModule<Tensor, Tensor>
        {
            internal Flatten(long start_dim, long end_dim) : base(nameof(Flatten)) => (this.start_dim, this.end_dim) = (start_dim, end_dim);

            /// <summary>The first dimension to join.</summary>
            public long start_dim { get; set; }

            /// <summary>The last dimension to join; negative counts from the end.</summary>
            public long end_dim { get; set; }

            /// <summary>Reshapes.</summary>
            public override Tensor forward(Tensor input) => Aten.Call("flatten.using_ints", input, start_dim, end_dim);
        }

        /// <summary>Gives back its input.</summary>
        public class Identity : ParameterLessModule<Tensor, Tensor>
        {
            internal Identity() : base(nameof(Identity)) { }

            /// <summary>A second handle on the input, free to be disposed of.</summary>
            public override Tensor forward(Tensor tensor) => tensor.alias();
        }

        /// <summary>While training, zeroes each element with probability p and scales the others by 1 / (1 - p).</summary>
        public class Dropout : ParameterLessModule<Tensor, Tensor>
        {
            internal Dropout(double p, bool inplace) : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

            /// <summary>The probability of zeroing.</summary>
            public double p { get; set; }

            /// <summary>Whether the input is overwritten.</summary>
            public bool inplace { get; set; }

            /// <summary>Drops.</summary>
            public override Tensor forward(Tensor tensor) => functional.dropout(tensor, p, training, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Joins dimensions start_dim to end_dim, both included.</summary>
            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

            /// <summary>Gives back its input.</summary>
            public static Identity Identity() => new();

            /// <summary>Dropout with probability p.</summary>
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <summary>Makes a tensor a parameter.</summary>
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
