using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Door;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private unsafe nint DataPointer()
        {
            nint data;
            NativeDoor.Check(Alive(NativeDoor.door_data(Handle, &data)));
            return data;
        }

        /// <summary>The raw bytes of a contiguous CPU tensor; they are the tensor's own memory, gone with it.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (!is_cpu()) throw new InvalidOperationException("bytes of a tensor on " + device + "; call cpu() first");
                if (!is_contiguous()) throw new InvalidOperationException("bytes of a tensor that is not contiguous; call contiguous() first");
                return new Span<byte>((void*)DataPointer(), checked((int)(numel() * element_size())));
            }
            set
            {
                var own = bytes;
                if (own.Length != value.Length)
                    throw new ArgumentException($"{value.Length} bytes given to a tensor of {own.Length} bytes");
                value.CopyTo(own);
                GC.KeepAlive(this);
            }
        }

        /// <summary>The elements, in row-major order, as values of <typeparamref name="T"/>, which must be the tensor's type.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            if (Unsafe.SizeOf<T>() != element_size() || TypeOf<T>() != dtype)
                throw new ArgumentException($"data<{typeof(T).Name}>() of a tensor of type {dtype}");
            return new TensorAccessor<T>(this);
        }

        public T item<T>() where T : unmanaged
        {
            if (numel() != 1) throw new ArgumentException($"item() of a tensor of shape [{string.Join(", ", shape)}]: it must have one element");
            using var here = cpu();
            using var one = here.contiguous();
            if (TypeOf<T>() != dtype) throw new ArgumentException($"item<{typeof(T).Name}>() of a tensor of type {dtype}");
            var value = MemoryMarshal.Read<T>(one.bytes);
            GC.KeepAlive(one);
            return value;
        }

        public T ReadCpuValue<T>(long i) where T : unmanaged
        {
            var value = MemoryMarshal.Cast<byte, T>(bytes)[checked((int)i)];
            GC.KeepAlive(this);
            return value;
        }

        public Scalar ToScalar() => dtype switch
        {
            ScalarType.Bool => item<bool>(),
            ScalarType.Byte => item<byte>(),
            ScalarType.Int32 => item<int>(),
            ScalarType.Int64 => item<long>(),
            ScalarType.Float32 => item<float>(),
            ScalarType.Float64 => item<double>(),
            _ => Wide(),
        };

        private Scalar Wide()
        {
            using var wide = torch.is_integral(dtype) ? to_type(ScalarType.Int64) : to_type(ScalarType.Float64);
            return wide.ToScalar();
        }

        public static explicit operator bool(Tensor value) => value.ToScalar().ToBoolean();
        public static explicit operator int(Tensor value) => value.ToScalar().ToInt32();
        public static explicit operator long(Tensor value) => value.ToScalar().ToInt64();
        public static explicit operator float(Tensor value) => value.ToScalar().ToSingle();
        public static explicit operator double(Tensor value) => value.ToScalar().ToDouble();
    }

    internal static ScalarType TypeOf<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? ScalarType.Float32
        : typeof(T) == typeof(double) ? ScalarType.Float64
        : typeof(T) == typeof(long) ? ScalarType.Int64
        : typeof(T) == typeof(int) ? ScalarType.Int32
        : typeof(T) == typeof(byte) ? ScalarType.Byte
        : typeof(T) == typeof(sbyte) ? ScalarType.Int8
        : typeof(T) == typeof(short) ? ScalarType.Int16
        : typeof(T) == typeof(bool) ? ScalarType.Bool
        : typeof(T) == typeof(Half) ? ScalarType.Float16
        : throw new ArgumentException($"no tensor type for {typeof(T).Name}");
}

/// <summary>Reading a tensor out.</summary>
public static class TensorExtensionMethods
{
    public static bool ToBoolean(this torch.Tensor value) => (bool)value;
    public static int ToInt32(this torch.Tensor value) => (int)value;
    public static long ToInt64(this torch.Tensor value) => (long)value;
    public static float ToSingle(this torch.Tensor value) => (float)value;
    public static double ToDouble(this torch.Tensor value) => (double)value;

    /// <summary>Bytes per element.</summary>
    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => throw new ArgumentException($"no element size for {type}"),
    };

    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (size, n) => size * n);
}
