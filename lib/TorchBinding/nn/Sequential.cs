using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules applied one after the other. Unnamed ones are called by their position: 0, 1, ...</summary>
        public class Sequential : Module<Tensor, Tensor>
        {
            private readonly List<IModule<Tensor, Tensor>> _steps = [];

            internal Sequential(IEnumerable<(string name, Module<Tensor, Tensor> module)> modules) : base(nameof(Sequential))
            {
                foreach (var (name, module) in modules) append(name, module);
            }

            /// <summary>The number of modules.</summary>
            public int Count => _steps.Count;

            /// <summary>The module at a position.</summary>
            [IndexerName("SequentialItems")]
            public IModule<Tensor, Tensor> this[int index] => _steps[index];

            /// <summary>Adds a module under a name of its own.</summary>
            public Sequential append(string name, IModule<Tensor, Tensor> module)
            {
                register_module(name, (Module)module);
                _steps.Add(module);
                return this;
            }

            /// <summary>Adds a module, named by its position.</summary>
            public Sequential append(IModule<Tensor, Tensor> module) => append($"{Count}", module);

            /// <summary>Applies the modules in order; what one hands to the next is freed at once.</summary>
            public override Tensor forward(Tensor tensor)
            {
                var result = tensor;
                foreach (var step in _steps)
                {
                    var next = step.call(result);
                    // a step may work in place, and the input is the caller's
                    if (!ReferenceEquals(next, result) && !ReferenceEquals(result, tensor)) result.Dispose();
                    result = next;
                }
                return ReferenceEquals(result, tensor) ? tensor.alias() : result;
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>An empty chain, to append to.</summary>
            public static Sequential Sequential() => new([]);

            /// <summary>A chain of modules under names of their own.</summary>
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            /// <summary>A chain of modules under names of their own.</summary>
            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules);

            /// <summary>A chain of modules named by position.</summary>
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(Numbered(modules));

            /// <summary>A chain of modules named by position.</summary>
            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(Numbered(modules));

            private static IEnumerable<(string, Module<Tensor, Tensor>)> Numbered(IEnumerable<Module<Tensor, Tensor>> modules) =>
                modules.Select((module, position) => ($"{position}", module));
        }
    }
}
