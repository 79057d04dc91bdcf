using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// Base of every network: a tree of named parameters, buffers and child modules. A module owns what is registered
        /// with it; registered tensors leave the dispose scope in which they were made.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly Dictionary<string, Parameter> _parameters = [];
            private readonly Dictionary<string, (Tensor Tensor, bool Persistent)> _buffers = [];
            private readonly Dictionary<string, Module> _children = [];
            private readonly string _name;

            /// <param name="name">What <see cref="GetName"/> answers; for messages only.</param>
            protected Module(string name) => _name = name;

            /// <summary>The name given at construction.</summary>
            public virtual string GetName() => _name;

            /// <summary>True while the module trains: batch statistics are taken and dropout drops.</summary>
            public virtual bool training { get; private set; } = true;

            /// <summary>Switches this module and all below it to training mode, or out of it.</summary>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var child in _children.Values) child.train(train);
            }

            /// <summary>Switches this module and all below it to evaluation mode.</summary>
            public virtual void eval() => train(false);

            /// <summary>Calls <paramref name="fn"/> on every module below this one, then on this one.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in _children.Values) child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Drops the gradients of all parameters, or fills them with zeros.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                    parameter.ClearGradient(set_to_none);
            }

            /// <summary>Frees the parameters, buffers and modules that this module owns.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Overridden by modules that own more than what is registered.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var parameter in _parameters.Values) parameter.Dispose();
                foreach (var (buffer, _) in _buffers.Values) buffer.Dispose();
                foreach (var child in _children.Values) child.Dispose();
            }
        }
    }
}
