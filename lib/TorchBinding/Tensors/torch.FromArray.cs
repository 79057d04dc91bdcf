namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromArray((bool[])[scalar], [], dtype, device, requires_grad);
    public static Tensor tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(rawArray, [rawArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) => FromArray((byte[])[scalar], [], null, device, requires_grad);
    public static Tensor tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(rawArray, [rawArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) => FromArray((int[])[scalar], [], null, device, requires_grad);
    public static Tensor tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(rawArray, [rawArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(int[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromArray((long[])[scalar], [], dtype, device, requires_grad);
    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(dataArray, [dataArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(dataArray, dimensions.ToArray(), dtype, device, requires_grad);

    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) => FromArray((float[])[scalar], [], null, device, requires_grad);
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(rawArray, [rawArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromArray((double[])[scalar], [], dtype, device, requires_grad);
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(rawArray, [rawArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromArray(rawArray, dimensions.ToArray(), dtype, device, requires_grad);

    /// <summary>A tensor from a rectangular array of any rank.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var shape = Enumerable.Range(0, rawArray.Rank).Select(k => rawArray.GetLongLength(k)).ToArray();
        return rawArray switch
        {
            float[] or float[,] or float[,,] or float[,,,] => FromArray(Flat<float>(rawArray), shape, dtype, device, requires_grad),
            double[] or double[,] or double[,,] or double[,,,] => FromArray(Flat<double>(rawArray), shape, dtype, device, requires_grad),
            long[] or long[,] or long[,,] or long[,,,] => FromArray(Flat<long>(rawArray), shape, dtype, device, requires_grad),
            int[] or int[,] or int[,,] or int[,,,] => FromArray(Flat<int>(rawArray), shape, dtype, device, requires_grad),
            byte[] or byte[,] or byte[,,] or byte[,,,] => FromArray(Flat<byte>(rawArray), shape, dtype, device, requires_grad),
            _ => throw new ArgumentException($"from_array of {rawArray.GetType().Name}"),
        };
    }

    private static T[] Flat<T>(Array array) where T : unmanaged
    {
        var flat = new T[array.LongLength];
        Buffer.BlockCopy(array, 0, flat, 0, Buffer.ByteLength(array));
        return flat;
    }

    private static Tensor FromArray<T>(T[] values, long[] shape, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged
    {
        if (shape.TotalSize() != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill a tensor of shape [{string.Join(", ", shape)}]");
        var own = empty(shape, TypeOf<T>());
        own.bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan());
        if ((dtype is null || dtype == own.dtype) && (device is null || device.type == DeviceType.CPU)) return Made(own, requires_grad);
        using (own) return Made(own.to(dtype ?? own.dtype, device ?? CPU), requires_grad);
    }
}
