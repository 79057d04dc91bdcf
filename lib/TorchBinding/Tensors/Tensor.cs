using TorchSharp.Door;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array on a device, with automatic differentiation.</summary>
    public partial class Tensor : IScoped
    {
        private static long totalCount;
        private static long peakCount;
        private nint handle;
        private DisposeScope? scope;

        internal Tensor(nint handle)
        {
            if (handle == 0) throw new InvalidOperationException("the operator returned an undefined tensor");
            this.handle = handle;
            var count = Interlocked.Increment(ref totalCount);
            if (count > Interlocked.Read(ref peakCount)) Interlocked.Exchange(ref peakCount, count);
            DisposeScopeManager.ThreadSingleton.Created(this);
        }

        ~Tensor() => Release();

        /// <summary>Tensors alive in this process, whoever owns them.</summary>
        public static long TotalCount => Interlocked.Read(ref totalCount);

        /// <summary>The largest <see cref="TotalCount"/> so far.</summary>
        public static long PeakCount => Interlocked.Read(ref peakCount);

        DisposeScope? IScoped.OwningDisposeScope { get => scope; set => scope = value; }

        public nint Handle => handle != 0
            ? handle
            : throw new InvalidOperationException("Tensor invalid -- empty handle: it was disposed, or moved into a Parameter.");

        public bool IsInvalid => handle == 0;

        public void Dispose()
        {
            if (handle == 0) return;
            DisposeScopeManager.ThreadSingleton.Disposed(this);
            Release();
            GC.SuppressFinalize(this);
        }

        /// <summary>Gives the native tensor to the caller and leaves this object empty.</summary>
        public nint DecoupleFromNativeHandle()
        {
            _ = Handle; // there is nothing to give of a tensor that was disposed
            DisposeScopeManager.ThreadSingleton.Disposed(this);
            GC.SuppressFinalize(this);
            Interlocked.Decrement(ref totalCount);
            return Interlocked.Exchange(ref handle, 0);
        }

        private void Release()
        {
            if (Interlocked.Exchange(ref handle, 0) is not (var old and not 0)) return;
            Interlocked.Decrement(ref totalCount);
            NativeDoor.door_release(old);
        }

        // a finalizer must not take the tensor away while the door looks at it
        private T Alive<T>(T answer)
        {
            GC.KeepAlive(this);
            return answer;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            scope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (other is null) return DetachFromDisposeScope();
            other.Attach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.scope);

        public Tensor DetachFromDisposeScope()
        {
            scope?.Detach(this);
            return this;
        }

        // what it is -----------------------------------------------------------------------------------------

        public long dim() => Alive(NativeDoor.door_dim(Handle));
        public long ndim => dim();
        public long Dimensions => dim();
        public long numel() => Alive(NativeDoor.door_numel(Handle));
        public long NumberOfElements => numel();
        public ScalarType dtype => (ScalarType)Alive(NativeDoor.door_dtype(Handle));
        public long element_size() => dtype.ElementSize();
        public long ElementSize => element_size();
        public bool is_floating_point() => torch.is_floating_point(dtype);
        public bool is_integral() => torch.is_integral(dtype);

        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[dim()];
                fixed (long* p = sizes) NativeDoor.door_sizes(Handle, p);
                return Alive(sizes);
            }
        }

        public long[] size() => shape;

        public long size(int dim)
        {
            var sizes = shape;
            var k = dim < 0 ? dim + sizes.Length : dim;
            return k >= 0 && k < sizes.Length
                ? sizes[k]
                : throw new ArgumentOutOfRangeException(nameof(dim), $"dimension {dim} of a tensor of shape [{string.Join(", ", sizes)}]");
        }

        public unsafe long[] stride()
        {
            var strides = new long[dim()];
            fixed (long* p = strides) NativeDoor.door_strides(Handle, p);
            return Alive(strides);
        }

        public long stride(int dim) => stride()[dim < 0 ? dim + (int)ndim : dim];
        public long storage_offset() => Alive(NativeDoor.door_storage_offset(Handle));
        public bool is_contiguous() => Alive(NativeDoor.door_is_contiguous(Handle)) != 0;

        public unsafe Device device
        {
            get
            {
                int index;
                var type = (DeviceType)Alive(NativeDoor.door_device(Handle, &index));
                return new Device(type, index);
            }
        }

        public DeviceType device_type => device.type;
        public int device_index => device.index;
        public bool is_cuda => device_type == DeviceType.CUDA;
        public bool is_cpu() => device_type == DeviceType.CPU;

        // differentiation ------------------------------------------------------------------------------------

        public bool is_leaf => Alive(NativeDoor.door_is_leaf(Handle)) != 0;

        public bool requires_grad
        {
            get => Alive(NativeDoor.door_requires_grad(Handle)) != 0;
            set => NativeDoor.Check(Alive(NativeDoor.door_set_requires_grad(Handle, value ? 1 : 0)));
        }

        public Tensor with_requires_grad(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public void retain_grad() => NativeDoor.Check(Alive(NativeDoor.door_retain_grad(Handle)));

        /// <summary>The accumulated gradient; null before the first backward pass.</summary>
        public unsafe Tensor? grad
        {
            get
            {
                nint gradient;
                NativeDoor.Check(Alive(NativeDoor.door_grad(Handle, &gradient)));
                return gradient != 0 ? new Tensor(gradient) : null;
            }
            set
            {
                NativeDoor.Check(Alive(NativeDoor.door_set_grad(Handle, value?.Handle ?? 0)));
                GC.KeepAlive(value);
            }
        }

        public void backward() => autograd.backward([this]);

        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        public Tensor detach() => Aten.Call("detach", this);

        public Tensor detach_()
        {
            Aten.Run("detach_", this);
            return this;
        }

        public Tensor alias() => Aten.Call("alias", this);

        public override string ToString() =>
            IsInvalid ? "disposed tensor" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";
    }
}
