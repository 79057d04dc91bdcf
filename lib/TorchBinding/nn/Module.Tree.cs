using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The modules directly below this one, with their names, in order of registration.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => _children.Select(c => (c.Key, c.Value));

            /// <summary>The modules directly below this one.</summary>
            public virtual IEnumerable<Module> children() => _children.Values;

            /// <summary>All modules below this one with their dotted names: first the children, then what is below each.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules() =>
                named_children().Concat(_children.SelectMany(child => Prefixed(child.Key, child.Value.named_modules())));

            /// <summary>All modules below this one.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(m => m.module);

            /// <summary>Parameters with their dotted names, this module's own first; one that is shared appears once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                Collect(_parameters.Select(p => (p.Key, p.Value)), recurse, child => child.named_parameters());

            /// <summary>Parameters, this module's own first.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

            /// <summary>Buffers with their dotted names, this module's own first.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
                Collect(_buffers.Where(b => include_nonpersistent || b.Value.Persistent).Select(b => (b.Key, b.Value.Tensor)),
                    recurse, child => child.named_buffers(true, include_nonpersistent));

            /// <summary>Buffers, this module's own first.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);

            /// <summary>Whether a parameter has this dotted name.</summary>
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>Whether a buffer has this dotted name.</summary>
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>The parameter of this dotted name, or null.</summary>
            public virtual Parameter? get_parameter(string target) => Find(target, m => m._parameters.GetValueOrDefault(Leaf(target)));

            /// <summary>The buffer of this dotted name, or null.</summary>
            public virtual Tensor? get_buffer(string target) => Find(target, m => m._buffers.GetValueOrDefault(Leaf(target)).Tensor);

            private IEnumerable<(string, T)> Collect<T>(IEnumerable<(string, T)> own, bool recurse, Func<Module, IEnumerable<(string, T)>> below)
                where T : class
            {
                var all = recurse ? own.Concat(_children.SelectMany(child => Prefixed(child.Key, below(child.Value)))) : own;
                var seen = new HashSet<T>(ReferenceEqualityComparer.Instance);
                return all.Where(entry => seen.Add(entry.Item2));
            }

            private T? Find<T>(string target, Func<Module, T?> own) where T : class
            {
                var owner = this;
                foreach (var step in target.Split('.')[..^1])
                    if (!owner._children.TryGetValue(step, out owner)) return null;
                return own(owner);
            }

            private static string Leaf(string target) => target[(target.LastIndexOf('.') + 1)..];

            private static IEnumerable<(string, T)> Prefixed<T>(string prefix, IEnumerable<(string, T)> entries) =>
                entries.Select(entry => ($"{prefix}.{entry.Item1}", entry.Item2));
        }
    }
}
