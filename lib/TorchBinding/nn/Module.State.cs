namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Parameters and persistent buffers by dotted name, in PyTorch's order: of each module first its parameters,
            /// then its buffers, then its children. The tensors are the module's own, not copies.
            /// </summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string Key(string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";

                foreach (var (name, parameter) in _parameters) destination.TryAdd(Key(name), parameter);
                foreach (var (name, (buffer, persistent)) in _buffers)
                    if (persistent) destination.TryAdd(Key(name), buffer);
                foreach (var (name, child) in _children) child.state_dict(destination, Key(name));
                return destination;
            }

            /// <summary>
            /// Copies tensors into the parameters and buffers of the same names; nothing is changed if an error is thrown.
            /// </summary>
            /// <param name="source">Tensors by dotted name; they are converted to this module's type and device.</param>
            /// <param name="strict">Whether the names must be exactly those of <see cref="state_dict"/>.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <returns>The names that the source lacks and those that this module lacks.</returns>
            /// <exception cref="InvalidOperationException">A name is missing or unexpected (strict), or a shape differs.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                skip ??= [];
                var own = state_dict();
                var missing = own.Keys.Except(source.Keys).Except(skip).ToList();
                var unexpected = source.Keys.Except(own.Keys).Except(skip).ToList();
                var common = own.Keys.Intersect(source.Keys).Except(skip).ToList();

                List<string> faults = [];
                if (strict && missing.Count > 0) faults.Add($"missing keys: {string.Join(", ", missing)}");
                if (strict && unexpected.Count > 0) faults.Add($"unexpected keys: {string.Join(", ", unexpected)}");
                faults.AddRange(common.Where(key => !own[key].shape.SequenceEqual(source[key].shape))
                    .Select(key => $"{key} has shape [{string.Join(", ", own[key].shape)}] but the source has [{string.Join(", ", source[key].shape)}]"));
                if (faults.Count > 0)
                    throw new InvalidOperationException($"This state does not fit {GetName()}: {string.Join("; ", faults)}.");

                using var _ = no_grad();
                foreach (var key in common) own[key].copy_(source[key]);
                return (missing, unexpected);
            }
        }
    }
}
