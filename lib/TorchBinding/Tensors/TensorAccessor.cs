using System.Collections;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>A tensor's elements in row-major order, read from a CPU copy where need be.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly Tensor tensor;
    private readonly bool own;

    internal TensorAccessor(Tensor source)
    {
        own = !(source.is_cpu() && source.is_contiguous());
        tensor = own ? source.detach().cpu().contiguous() : source;
        Count = source.numel();
    }

    public long Count { get; }

    public T this[long index]
    {
        get
        {
            var element = Span[checked((int)index)];
            GC.KeepAlive(tensor);
            return element;
        }
    }

    public T[] ToArray()
    {
        var array = Span.ToArray();
        GC.KeepAlive(tensor);
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Span[checked((int)tensorIndex)..].CopyTo(array.AsSpan(arrayIndex));
        GC.KeepAlive(tensor);
    }

    private Span<T> Span => MemoryMarshal.Cast<byte, T>(tensor.bytes);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        if (own) tensor.Dispose();
    }
}
