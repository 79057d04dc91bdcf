using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Door;

/// <summary>
/// Calls ATen operators by name through the dispatcher, autograd included. The overload follows a dot, as in
/// <c>add.Tensor</c>; trailing arguments that have a default may be left out. A C++ exception arrives as
/// <see cref="ExternalException"/> with the operator's name and the arguments' shapes.
/// </summary>
internal static class Aten
{
    private const int MaxResults = 8;
    private const int StackCells = 256;
    private static readonly ConcurrentDictionary<string, nint> Operators = new();

    /// <summary>Calls an operator whose (first) result is one tensor.</summary>
    internal static Tensor Call(string op, params ReadOnlySpan<Arg> args)
    {
        Span<DoorValue> results = stackalloc DoorValue[MaxResults];
        var count = Invoke(op, args, results);
        var first = new Tensor(results[0].Pointer);
        for (var k = 1; k < count; k++) Discard(results[k]);
        return first;
    }

    /// <summary>Calls an operator that returns several tensors, or a list of them. An undefined one is null.</summary>
    internal static Tensor[] CallMany(string op, params ReadOnlySpan<Arg> args)
    {
        Span<DoorValue> results = stackalloc DoorValue[MaxResults];
        var count = Invoke(op, args, results);
        if (count == 1 && results[0].Tag == Tag.TensorList) return TakeList(results[0]);
        var tensors = new Tensor[count];
        for (var k = 0; k < count; k++) tensors[k] = results[k].Pointer == 0 ? null! : new Tensor(results[k].Pointer);
        return tensors;
    }

    /// <summary>Calls an operator for its effect.</summary>
    internal static void Run(string op, params ReadOnlySpan<Arg> args)
    {
        Span<DoorValue> results = stackalloc DoorValue[MaxResults];
        var count = Invoke(op, args, results);
        for (var k = 0; k < count; k++) Discard(results[k]);
    }

    /// <summary>Calls an operator that returns a truth value.</summary>
    internal static bool Ask(string op, params ReadOnlySpan<Arg> args)
    {
        Span<DoorValue> results = stackalloc DoorValue[MaxResults];
        Invoke(op, args, results);
        return results[0].Int != 0;
    }

    [System.Runtime.CompilerServices.SkipLocalsInit]
    private static unsafe int Invoke(string op, ReadOnlySpan<Arg> args, Span<DoorValue> results)
    {
        var handle = Operators.GetOrAdd(op, Find);
        var cells = 0;
        foreach (ref readonly var arg in args) cells += arg.Cells;
        Span<long> scratch = cells <= StackCells ? stackalloc long[StackCells] : new long[cells];
        Span<DoorValue> values = stackalloc DoorValue[args.Length];
        int status, produced;
        fixed (long* memory = scratch)
        fixed (DoorValue* input = values, output = results)
        {
            var next = memory;
            for (var k = 0; k < args.Length; k++)
            {
                values[k] = args[k].Write(next);
                next += args[k].Cells;
            }
            status = NativeDoor.door_call(handle, input, args.Length, output, results.Length, &produced);
        }
        // a finalizer must not take an argument away while libtorch works on it
        foreach (ref readonly var arg in args) GC.KeepAlive(arg.Object);
        if (status != 0) throw Failure(op, args);
        return produced;
    }

    private static nint Find(string op)
    {
        var dot = op.IndexOf('.');
        var (name, overload) = dot < 0 ? (op, "") : (op[..dot], op[(dot + 1)..]);
        var handle = NativeDoor.door_operator("aten::" + name, overload);
        return handle != 0 ? handle : throw new EntryPointNotFoundException($"aten::{op}: {NativeDoor.LastError()}");
    }

    private static ExternalException Failure(string op, ReadOnlySpan<Arg> args)
    {
        var reason = NativeDoor.LastError();
        var shown = new List<string>(args.Length);
        foreach (ref readonly var arg in args) shown.Add(arg.ToString());
        return new ExternalException($"aten::{op}({string.Join(", ", shown)}): {reason}");
    }

    private static unsafe Tensor[] TakeList(DoorValue list)
    {
        var tensors = new Tensor[list.Length];
        for (var k = 0; k < list.Length; k++)
            tensors[k] = ((nint*)list.Pointer)[k] is var h and not 0 ? new Tensor(h) : null!;
        NativeDoor.door_free(list.Pointer);
        return tensors;
    }

    private static unsafe void Discard(DoorValue value)
    {
        if (value.Tag == Tag.Tensor) NativeDoor.door_release(value.Pointer);
        if (value.Tag != Tag.TensorList) return;
        for (var k = 0; k < value.Length; k++) NativeDoor.door_release(((nint*)value.Pointer)[k]);
        NativeDoor.door_free(value.Pointer);
    }
}
