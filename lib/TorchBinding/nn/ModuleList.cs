using System.Collections;
using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules kept in order and named by position; how they are applied is up to the owner.</summary>
        public class ModuleList<T> : torch.nn.Module, IEnumerable<T> where T : torch.nn.Module
        {
            private readonly List<T> _items = [];

            /// <summary>A list of these modules.</summary>
            public ModuleList(params T[] modules) : base(nameof(ModuleList<T>)) => extend(modules);

            /// <summary>The number of modules.</summary>
            public int Count => _items.Count;

            /// <summary>The module at a position.</summary>
            public T this[int index] => _items[index];

            /// <summary>Adds a module at the end.</summary>
            public void Add(T item)
            {
                register_module($"{Count}", item);
                _items.Add(item);
            }

            /// <summary>Adds modules at the end.</summary>
            public void append(params T[] parameters) => extend(parameters);

            /// <summary>Adds modules at the end.</summary>
            public void extend(IEnumerable<T> modules)
            {
                foreach (var module in modules) Add(module);
            }

            /// <summary>The modules in order.</summary>
            public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of modules of one type.</summary>
            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);

            /// <summary>A list of modules.</summary>
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);
        }
    }
}
