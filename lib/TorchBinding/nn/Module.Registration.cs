using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private bool _componentsRegistered;

            /// <summary>Makes a tensor part of the state that is moved and (if persistent) saved, but not trained.</summary>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (!_buffers.TryAdd(name, (Owned(tensor), persistent))) throw Taken("buffer", name);
            }

            /// <summary>Makes a parameter of this module known under a name.</summary>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                if (!_parameters.TryAdd(name, Owned(param))) throw Taken("parameter", name);
            }

            /// <summary>Makes a module a child of this one. A null module removes the child of that name.</summary>
            /// <exception cref="ArgumentException">The name is empty or contains a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_module(string name, Module? submodule)
            {
                if (submodule is null)
                {
                    _children.Remove(name);
                    return;
                }
                if (string.IsNullOrEmpty(name) || name.Contains('.'))
                    throw new ArgumentException($"A module's name must be neither empty nor contain a dot, got '{name}'.", nameof(name));
                submodule.RegisterComponents();
                if (!_children.TryAdd(name, submodule)) throw Taken("module", name);
            }

            /// <summary>The same as <see cref="register_module"/>.</summary>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>
            /// Registers the modules, parameters and tensors held in this object's fields under the fields' names
            /// (or their <see cref="ComponentNameAttribute"/>). Call it at the end of the constructor; it works once.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered) return;
                _componentsRegistered = true;
                foreach (var field in GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
                {
                    var name = field.ComponentName();
                    if (_children.ContainsKey(name) || _parameters.ContainsKey(name) || _buffers.ContainsKey(name)) continue;
                    switch (field.GetValue(this))
                    {
                        case Module module: register_module(name, module); break;
                        case Parameter parameter: register_parameter(name, parameter); break;
                        case Tensor buffer: register_buffer(name, buffer); break;
                    }
                }
            }

            /// <summary>Registers, replaces (null: removes) a parameter, disposing of the one it replaces.</summary>
            private protected Parameter? SetParameter(string name, Parameter? value)
            {
                if (_parameters.Remove(name, out var old) && !ReferenceEquals(old, value)) old.Dispose();
                if (value is not null) register_parameter(name, value);
                return value;
            }

            private static T Owned<T>(T tensor) where T : Tensor
            {
                tensor.DetachFromDisposeScope();
                return tensor;
            }

            private InvalidOperationException Taken(string kind, string name) =>
                new($"{GetName()} already has a {kind} named '{name}'.");
        }
    }
}
