using TorchSharp.Door;

namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new GradMode(false);
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);
    public static bool is_grad_enabled() => NativeDoor.door_grad_enabled() != 0;
    public static bool is_inference_mode_enabled() => NativeDoor.door_inference_enabled() != 0;

    private sealed class GradMode : IDisposable
    {
        private readonly bool before = is_grad_enabled();

        internal GradMode(bool on) => NativeDoor.door_set_grad_enabled(on ? 1 : 0);

        public void Dispose() => NativeDoor.door_set_grad_enabled(before ? 1 : 0);
    }

    private sealed class InferenceMode(bool on) : IDisposable
    {
        private nint guard = NativeDoor.door_inference_enter(on ? 1 : 0);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref guard, 0) is var old and not 0) NativeDoor.door_inference_leave(old);
        }
    }

    public static class autograd
    {
        /// <summary>Gradients of the outputs with respect to the inputs; null where unused and allowed.</summary>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var results = new nint[inputs.Count];
            var grads = Handles(grad_outputs);
            NativeDoor.Check(NativeDoor.door_gradients(
                Handles(outputs), outputs.Count, Handles(inputs), inputs.Count, grads, grads.Length,
                Bit(retain_graph || create_graph), Bit(create_graph), Bit(allow_unused), results));
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return [.. results.Select(h => h == 0 ? null! : new Tensor(h))];
        }

        public static void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null,
            bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var (grads, leaves) = (Handles(grad_tensors), Handles(inputs));
            NativeDoor.Check(NativeDoor.door_backward(
                Handles(tensors), tensors.Count, grads, grads.Length, Bit(retain_graph ?? create_graph),
                Bit(create_graph), leaves, leaves.Length));
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(
            Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null,
            bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        private static int Bit(bool value) => value ? 1 : 0;

        private static nint[] Handles(IList<Tensor>? tensors) => tensors is null ? [] : [.. tensors.Select(t => t.Handle)];
    }
}
