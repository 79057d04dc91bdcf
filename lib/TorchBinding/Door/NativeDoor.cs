using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Door;

/// <summary>The C functions of native/door*.cpp.</summary>
internal static unsafe partial class NativeDoor
{
    private const string Library = "torchdoor";

    static NativeDoor() => NativeLibrary.SetDllImportResolver(typeof(NativeDoor).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        foreach (var candidate in Candidates())
        {
            if (!File.Exists(candidate)) continue;
            try
            {
                return NativeLibrary.Load(candidate);
            }
            catch (DllNotFoundException e)
            {
                throw new DllNotFoundException(
                    $"{candidate} does not load: {e.Message.Trim()}. Run ./repro doctor to see which libtorch it wants.", e);
            }
        }
        throw new DllNotFoundException(
            "libtorchdoor.so, the native part of TorchBinding, is not built. Run ./repro setup, or set TORCHDOOR to its path.");
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("TORCHDOOR") is { Length: > 0 } named) yield return named;
        var start = Path.GetDirectoryName(typeof(NativeDoor).Assembly.Location);
        if (string.IsNullOrEmpty(start)) start = AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "libtorchdoor.so");
            yield return Path.Combine(folder.FullName, "native", "libtorchdoor.so");
        }
    }

    [LibraryImport(Library)] internal static partial byte* door_last_error();
    [LibraryImport(Library)] internal static partial byte* door_version();
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint door_operator(string name, string overload);
    [LibraryImport(Library)]
    internal static partial int door_call(nint op, DoorValue* args, int count, DoorValue* results, int room, int* produced);
    [LibraryImport(Library)] internal static partial void door_free(nint memory);

    [LibraryImport(Library)] internal static partial void door_release(nint tensor);
    [LibraryImport(Library)] internal static partial long door_dim(nint tensor);
    [LibraryImport(Library)] internal static partial long door_numel(nint tensor);
    [LibraryImport(Library)] internal static partial int door_dtype(nint tensor);
    [LibraryImport(Library)] internal static partial void door_sizes(nint tensor, long* sizes);
    [LibraryImport(Library)] internal static partial void door_strides(nint tensor, long* strides);
    [LibraryImport(Library)] internal static partial int door_device(nint tensor, int* index);
    [LibraryImport(Library)] internal static partial int door_data(nint tensor, nint* data);
    [LibraryImport(Library)] internal static partial int door_is_contiguous(nint tensor);
    [LibraryImport(Library)] internal static partial long door_storage_offset(nint tensor);

    [LibraryImport(Library)] internal static partial int door_requires_grad(nint tensor);
    [LibraryImport(Library)] internal static partial int door_is_leaf(nint tensor);
    [LibraryImport(Library)] internal static partial int door_set_requires_grad(nint tensor, int on);
    [LibraryImport(Library)] internal static partial int door_retain_grad(nint tensor);
    [LibraryImport(Library)] internal static partial int door_grad(nint tensor, nint* grad);
    [LibraryImport(Library)] internal static partial int door_set_grad(nint tensor, nint grad);
    [LibraryImport(Library)]
    internal static partial int door_backward(
        nint[] tensors, int count, nint[] grads, int gradCount, int retain, int create, nint[] inputs, int inputCount);
    [LibraryImport(Library)]
    internal static partial int door_gradients(
        nint[] outputs, int count, nint[] inputs, int inputCount, nint[] grads, int gradCount,
        int retain, int create, int allowUnused, [Out] nint[] results);
    [LibraryImport(Library)] internal static partial int door_grad_enabled();
    [LibraryImport(Library)] internal static partial void door_set_grad_enabled(int on);
    [LibraryImport(Library)] internal static partial nint door_inference_enter(int on);
    [LibraryImport(Library)] internal static partial void door_inference_leave(nint guard);
    [LibraryImport(Library)] internal static partial int door_inference_enabled();

    [LibraryImport(Library)] internal static partial int door_manual_seed(ulong seed);
    [LibraryImport(Library)] internal static partial int door_generator(int type, int index, ulong seed, nint* result);
    [LibraryImport(Library)] internal static partial nint door_default_generator();
    [LibraryImport(Library)] internal static partial void door_generator_release(nint generator);
    [LibraryImport(Library)] internal static partial int door_generator_set_seed(nint generator, ulong seed);
    [LibraryImport(Library)] internal static partial ulong door_generator_seed(nint generator);
    [LibraryImport(Library)] internal static partial int door_generator_state(nint generator, nint* result);
    [LibraryImport(Library)] internal static partial int door_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)] internal static partial int door_threads();
    [LibraryImport(Library)] internal static partial int door_interop_threads();
    [LibraryImport(Library)] internal static partial int door_set_threads(int count);
    [LibraryImport(Library)] internal static partial int door_set_interop_threads(int count);
    [LibraryImport(Library)] internal static partial int door_cuda_devices();
    [LibraryImport(Library)] internal static partial int door_cudnn_available();
    [LibraryImport(Library)] internal static partial int door_cuda_synchronize(int index);
    [LibraryImport(Library)] internal static partial int door_tf32_matmul(int* on);
    [LibraryImport(Library)] internal static partial int door_set_tf32_matmul(int on);
    [LibraryImport(Library)] internal static partial int door_tf32_cudnn(int* on);
    [LibraryImport(Library)] internal static partial int door_set_tf32_cudnn(int on);
    [LibraryImport(Library)] internal static partial int door_deterministic();
    [LibraryImport(Library)] internal static partial int door_set_deterministic(int on);

    /// <summary>Turns a failed call into an exception that carries libtorch's own words.</summary>
    internal static void Check(int status, [CallerMemberName] string what = "")
    {
        if (status != 0) throw new ExternalException($"{what}: {LastError()}");
    }

    internal static string LastError() => Text(door_last_error());

    internal static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8) ?? "";
}
